import { type ReportAnswer, type TaskWire } from '@ingrid/contract';
import {
  type Answer,
  aPhoto,
  type TestClient,
  type TestPerson,
  TestServer,
  type TestStreet,
} from '@ingrid/testing';

export const ROLES = [
  'resident',
  'worker',
  'dispatcher',
  'handler',
  'inspector',
  'supervisor',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

/** Everything an address or a body can name, in one street. */
export interface Things {
  readonly incident: string;
  readonly number: string;
  readonly attachment: string;
  readonly task: string;
  readonly notice: string;
  readonly person: string;
  readonly unit: string;
  readonly grant: string;
  readonly grid: string;
  readonly region: string;
  readonly community: string;
  readonly regionPath: string;
  readonly staff: string;
  readonly rule: string;
  readonly import: string;
  readonly standard: string;
  readonly version: string;
}

export interface Street {
  readonly place: TestStreet;
  readonly people: Readonly<Record<Role, TestPerson>>;
  readonly clients: Readonly<Record<Role, TestClient>>;
  readonly things: Things;
}

/** Two streets that must know nothing of each other, and somebody who may do everything. */
export interface World {
  readonly server: TestServer;
  readonly root: TestClient;
  readonly rootPerson: TestPerson;
  readonly here: Street;
  readonly there: Street;
}

/** Stands in everything of the other street that is not public. */
export const SECRET = '机密乙';
export const SECRET_PHONE = '13900009999';

const MONDAY = '2026-06-01T09:30:00+08:00';
const SETTINGS = {
  TRUST_PROXY: '1',
  INTAKE_PER_ADDRESS_HOUR: '0',
  INTAKE_PER_PHONE_HOUR: '0',
  INTAKE_PER_DEVICE_HOUR: '0',
};

export async function aWorld(): Promise<World> {
  const server = await TestServer.start(SETTINGS);
  server.clock.set(MONDAY);
  const rootPerson = await server.aPerson({
    name: '总管理员',
    roles: [{ role: 'admin', path: '' }],
  });
  const root = await server.as(rootPerson);
  const here = await aStreet(server, root, { word: '本街', phone: '13800138000' });
  const there = await aStreet(server, root, { word: SECRET, phone: SECRET_PHONE });
  return { server, root, rootPerson, here, there };
}

interface Flavour {
  readonly word: string;
  readonly phone: string;
}

async function aStreet(server: TestServer, root: TestClient, flavour: Flavour): Promise<Street> {
  const place = await server.aStreet();
  const unit = await server.aUnit({ regionPath: place.street.path });
  const people: Partial<Record<Role, TestPerson>> = {};
  const clients: Partial<Record<Role, TestClient>> = {};
  for (const role of ROLES) {
    const person = await server.aPerson({
      name: `${flavour.word}${role.slice(0, 3)}`,
      roles: [{ role, path: place.street.path }],
      ...(role === 'resident' ? { phone: flavour.phone } : { unit: unit.id }),
    });
    people[role] = person;
    clients[role] = await server.as(person);
  }
  const street = {
    place,
    people: people as Street['people'],
    clients: clients as Street['clients'],
  }; // all roles were made
  return {
    ...street,
    things: await someOfEach(server, root, { ...street, unit: unit.id, flavour }),
  };
}

type Setting = Omit<Street, 'things'> & { readonly unit: string; readonly flavour: Flavour };

async function someOfEach(server: TestServer, root: TestClient, setting: Setting): Promise<Things> {
  const { place, people } = setting;
  const incident = await aMatter(setting);
  await server.settled();
  const grants = read<{ items: { id: string }[] }>(
    await root.get(`/grants?personId=${people.worker.id}`),
  );
  const grid = place.grids[0].id;
  // Whoever has a post stands on the public card: somebody whose name is no secret.
  const posted = await server.aPerson({ roles: [{ role: 'worker', path: place.street.path }] });
  const staff = read<{ id: string }>(
    await root.post(`/grids/${grid}/staff`, { personId: posted.id, post: 'full_time' }),
  );
  const standards = read<{ items: { id: string }[] }>(await root.get('/case-standards'));
  const notices = read<{ items: { id: string }[] }>(await setting.clients.resident.get('/notices'));
  return {
    ...incident,
    notice: notices.items[0]?.id ?? '',
    person: people.resident.id,
    unit: setting.unit,
    grant: grants.items[0]?.id ?? '',
    grid,
    region: place.street.id,
    community: place.community.id,
    regionPath: place.street.path,
    staff: staff.id,
    rule: await aRule(setting),
    import: await anImport(setting),
    standard: standards.items[0]?.id ?? '',
    version: '1',
  };
}

/** From a report with a photo to work in somebody's hands. */
async function aMatter({
  clients,
  place,
  unit,
  flavour,
}: Setting): Promise<Pick<Things, 'incident' | 'number' | 'attachment' | 'task'>> {
  const { word, phone } = flavour;
  const attachment = await aPhoto(clients.resident);
  const made = read<ReportAnswer>(
    await clients.resident.post('/incidents', {
      description: `${word}路灯不亮`,
      title: `${word}题目`,
      categoryCode: 'C01.16',
      location: place.grids[0].inside,
      address: `${word}路1号`,
      contact: { name: `${word}某`, phone },
      attachmentIds: [attachment],
    }),
  );
  const move = async (who: Role, request: object): Promise<void> => {
    read(await clients[who].post(`/incidents/${made.id}/moves`, request));
  };
  await move('dispatcher', { move: 'file', categoryCode: 'C01.16', note: `${word}已立案` });
  await move('dispatcher', { move: 'dispatch', assigneeUnitId: unit, note: `${word}请处置` });
  const tasks = read<{ items: TaskWire[] }>(await clients.handler.get('/tasks'));
  const task = tasks.items.find((t) => t.incident.id === made.id);
  return { incident: made.id, number: made.number, attachment, task: task?.id ?? '' };
}

async function aRule({ clients, place, unit, flavour }: Setting): Promise<string> {
  const rule = { regionPath: place.street.path, unitId: unit, note: flavour.word };
  return read<{ id: string }>(await clients.dispatcher.post('/dispatch-rules', rule)).id;
}

async function anImport({ clients, place, flavour }: Setting): Promise<string> {
  const { code } = place.street;
  const bytes = Buffer.from(`code,name,parentCode\n${code}901,新社区,${code}\n,缺代码,${code}\n`);
  const file = { name: `${flavour.word}.csv`, type: 'text/csv', bytes };
  return read<{ id: string }>(
    await clients.admin.upload(`/imports?kind=regions`, file, { parent: code }),
  ).id;
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says which route was asked
function read<T>(answer: Answer): T {
  if (answer.status >= 300)
    throw new Error(`the world could not be made: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T; // the shape that the route is known to answer
}
