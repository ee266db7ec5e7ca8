import { setTimeout as pause } from 'node:timers/promises';
import {
  type ImportFaultWire,
  type ImportWire,
  type PersonWire,
  type RegionNodeWire,
  type UnitWire,
} from '@ingrid/contract';
import { type Api } from './api.js';
import { buildingsFile, DISTRICT, nanshanTables, roadFiles, roadLines } from './data.js';
import { type DrawnStreet, drawStreet, STREET } from './street.js';

export interface Imported {
  readonly accepted: number;
  readonly refused: number;
  readonly faults: readonly ImportFaultWire[];
}

export interface Places {
  readonly streets: number;
  readonly communities: number;
  readonly streetName: string;
  readonly streetPath: string;
  readonly base: Imported;
  readonly grids: Imported;
  readonly drawn: DrawnStreet;
}

/** Regions, the base map and the grids of one street, all through the import pages. */
export async function importPlaces(admin: Api, folder: string): Promise<Places> {
  for (const { name, csv } of nanshanTables())
    await importFile(admin, 'regions', { name, bytes: csv });
  const base = [
    await importFile(admin, 'base', { name: 'buildings.geojson', bytes: buildingsFile(folder) }),
  ];
  for (const bytes of roadFiles(folder))
    base.push(await importFile(admin, 'base', { name: 'roads.geojson', bytes }));
  const streets = await regions(admin, DISTRICT, 'street');
  const street = streets.find(({ code }) => code === STREET);
  if (!street) throw new Error(`the street ${STREET} was not imported`);
  const counts = await Promise.all(
    streets.map(async ({ code }) => (await regions(admin, code, 'community')).length),
  );
  const drawn = drawStreet(roadLines(folder), await regions(admin, STREET, 'community'));
  const grids = await importFile(admin, 'grids', { name: 'grids.geojson', bytes: drawn.geoJson });
  return {
    streets: streets.length,
    communities: counts.reduce((sum, count) => sum + count, 0),
    streetName: street.name,
    streetPath: street.path,
    base: together(base),
    grids,
    drawn,
  };
}

async function importFile(
  admin: Api,
  kind: string,
  file: { name: string; bytes: Uint8Array | string },
): Promise<Imported> {
  const { id } = await admin.upload<ImportWire>(`/imports?kind=${kind}`, file);
  let job = await admin.get<ImportWire>(`/imports/${id}`);
  while (job.state === 'running') {
    await pause(100);
    job = await admin.get<ImportWire>(`/imports/${id}`);
  }
  if (job.state !== 'finished') throw new Error(`${file.name}: ${job.failure?.words ?? job.state}`);
  const { items } = await admin.get<{ items: ImportFaultWire[] }>(
    `/imports/${id}/faults?limit=100`,
  );
  return { accepted: job.accepted, refused: job.refused, faults: items };
}

function together(all: readonly Imported[]): Imported {
  return {
    accepted: all.reduce((sum, { accepted }) => sum + accepted, 0),
    refused: all.reduce((sum, { refused }) => sum + refused, 0),
    faults: all.flatMap(({ faults }) => faults),
  };
}

/** Not paged further: no place of the replay has more than a hundred of a level. */
async function regions(api: Api, parent: string, level: string): Promise<RegionNodeWire[]> {
  const { items } = await api.get<{ items: RegionNodeWire[] }>(
    `/regions?parent=${parent}&level=${level}&limit=100`,
  );
  return items;
}

export interface Staff {
  readonly unitId: string;
  readonly person: (login: string) => { readonly api: Api; readonly personId: string };
}

const PEOPLE = [
  { login: 'wang', name: '王网格', role: 'worker' },
  { login: 'li', name: '李网格', role: 'worker' },
  { login: 'chen', name: '陈核查', role: 'inspector' },
  { login: 'zhao', name: '赵派遣', role: 'dispatcher' },
  { login: 'liu', name: '刘经办', role: 'handler' },
] as const;
export const WORKERS = ['wang', 'li'] as const;
/** What goes to the department instead of the worker of the grid. */
const DEPARTMENT_MATTERS = ['G05.11', 'G05.13', 'G01'];

/** Accounts, rights, posts and the rules by which matters are dispatched by themselves. */
export async function hireStaff(admin: Api, places: Places, password: string): Promise<Staff> {
  const { streetPath: regionPath } = places;
  const unit = await admin.post<UnitWire>('/units', {
    name: '街道城建办',
    kind: 'department',
    regionPath,
  });
  const people = new Map<string, { api: Api; personId: string }>();
  for (const { login, name, role } of PEOPLE) {
    const belongs = role === 'handler' ? { unitId: unit.id } : {};
    const person = await admin.post<PersonWire>('/people', { login, name, password, ...belongs });
    await admin.post('/grants', { personId: person.id, role, regionPath });
    people.set(login, await admin.logIn(login, password));
  }
  const person: Staff['person'] = (login) => {
    const found = people.get(login);
    if (!found) throw new Error(`there is nobody called ${login}`);
    return found;
  };
  await assignGrids(admin, places, person);
  await admin.post('/dispatch-rules', { regionPath, gridWorker: true, automatic: true });
  for (const categoryCode of DEPARTMENT_MATTERS) {
    await admin.post('/dispatch-rules', {
      regionPath,
      categoryCode,
      unitId: unit.id,
      automatic: true,
    });
  }
  return { unitId: unit.id, person };
}

/** The west of the street to one worker, the east to the other. */
async function assignGrids(admin: Api, { drawn }: Places, person: Staff['person']): Promise<void> {
  const { items } = await admin.get<{ items: RegionNodeWire[] }>(
    `/regions?level=grid&query=${STREET}&limit=100`,
  );
  const byCode = new Map(items.map(({ code, id }) => [code, id]));
  for (const [at, { code }] of drawn.grids.entries()) {
    const gridId = byCode.get(code);
    if (gridId === undefined) continue;
    const login = WORKERS[at * 2 < drawn.grids.length ? 0 : 1];
    await admin.post(`/grids/${gridId}/staff`, {
      personId: person(login).personId,
      post: 'full_time',
    });
  }
}
