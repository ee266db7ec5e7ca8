import {
  type MoveAnswer,
  type MoveRequest,
  type MoveWire,
  type ReportAnswer,
  type UnitWire,
} from '@ingrid/contract';
import {
  type Answer,
  type TestClient,
  type TestPerson,
  TestServer,
  type TestStreet,
} from '@ingrid/testing';

/** Somebody of the street with a client of their own. */
export interface Colleague {
  readonly person: TestPerson;
  readonly client: TestClient;
}

/** A whole street office on a server of its own. */
export interface Office {
  readonly server: TestServer;
  readonly street: TestStreet;
  readonly unit: UnitWire;
  readonly resident: Colleague;
  readonly stranger: Colleague;
  readonly worker: Colleague;
  readonly dispatcher: Colleague;
  readonly handler: Colleague;
  readonly inspector: Colleague;
  readonly supervisor: Colleague;
}

/** A Monday morning in office hours, in a year whose holidays are known. */
export const MONDAY = '2026-06-01T09:30:00+08:00';

export async function openOffice(
  environment: Record<string, string> = {},
  day = MONDAY,
): Promise<Office> {
  const server = await TestServer.start({ ...NO_LIMITS, ...environment });
  // Rights begin a little before the day on which the stories play.
  server.clock.set(new Date(Date.parse(day) - 3_600_000));
  const street = await server.aStreet();
  const unit = await server.aUnit({ name: '市政所', regionPath: street.street.path });
  const colleague = async (
    role: string | null,
    wanted: { unit?: string; name: string },
  ): Promise<Colleague> => {
    const roles = role === null ? [] : [{ role, path: street.street.path }];
    const person = await server.aPerson({ ...wanted, roles });
    return { person, client: await server.as(person) };
  };
  const office = {
    server,
    street,
    unit,
    resident: await colleague(null, { name: '刘居民' }),
    stranger: await colleague(null, { name: '陌生人' }),
    worker: await colleague('worker', { name: '王网格' }),
    dispatcher: await colleague('dispatcher', { name: '李派遣' }),
    handler: await colleague('handler', { name: '赵经办', unit: unit.id }),
    inspector: await colleague('inspector', { name: '孙核查' }),
    supervisor: await colleague('supervisor', { name: '周督查' }),
  };
  server.clock.set(day);
  return office;
}

const NO_LIMITS = {
  SESSION_HOURS: '2160',
  INTAKE_PER_ADDRESS_HOUR: '0',
  INTAKE_PER_PHONE_HOUR: '0',
  INTAKE_PER_DEVICE_HOUR: '0',
};

export async function report(
  who: Colleague | null,
  office: Office,
  wanted: object = {},
): Promise<ReportAnswer> {
  const client = who?.client ?? office.server.client();
  const answer = await client.post('/incidents', {
    description: `路灯不亮 ${String(Math.random())}`,
    categoryCode: 'C01.16',
    location: office.street.grids[0].inside,
    ...(who === null ? { contact: { phone: '13800138000' } } : {}),
    ...wanted,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body as ReportAnswer;
}

export async function move(who: Colleague, id: string, request: MoveRequest): Promise<Answer> {
  return who.client.post(`/incidents/${id}/moves`, request);
}

/** A move that must go through. */
export async function go(who: Colleague, id: string, request: MoveRequest): Promise<MoveAnswer> {
  const answer = await move(who, id, request);
  if (answer.status !== 200) throw new Error(`${request.move}: ${JSON.stringify(answer.body)}`);
  return answer.body as MoveAnswer;
}

export async function openMoves(who: Colleague, id: string): Promise<string[]> {
  const { body } = await who.client.get(`/incidents/${id}/moves`);
  return (body as MoveWire[]).filter((m) => m.open).map((m) => m.move);
}

export function codeOf(answer: Answer): string {
  return (answer.body as { code: string }).code;
}

/** A tiny photo, uploaded by this person or by nobody. */
export async function photo(client: TestClient): Promise<string> {
  const answer = await client.upload('/attachments', {
    name: 'p.png',
    type: 'image/png',
    bytes: PIXEL,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return (answer.body as { id: string }).id;
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** From a report to a matter that the handler of the unit has in hand. */
export async function inHand(office: Office, wanted: object = {}): Promise<string> {
  const { id } = await report(office.resident, office, wanted);
  await go(office.dispatcher, id, { move: 'file', categoryCode: 'C01.16' });
  await go(office.dispatcher, id, { move: 'dispatch', assigneeUnitId: office.unit.id });
  await go(office.handler, id, { move: 'accept' });
  return id;
}

export async function finish(office: Office, id: string): Promise<void> {
  const attachmentIds = [await photo(office.handler.client)];
  await go(office.handler, id, { move: 'finish', note: '已更换灯泡', attachmentIds });
}
