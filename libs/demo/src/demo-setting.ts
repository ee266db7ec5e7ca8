import { IdentityService } from '@ingrid/identity';
import { RulesService } from '@ingrid/tasks';
import { IncidentsService } from '@ingrid/incidents';
import { SYSTEM, type Transaction, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { personName, personPhone } from './domain/names.js';
import { DemoPlaces } from './demo-places.js';
import { type DemoUnit, REPORT_KINDS } from './domain/reports.js';
import { type DemoMap } from './domain/street-map.js';

/** Ids of what the demo stands on. */
export interface DemoSetting {
  /** The moment up to which the story is told; a start that goes on tells the same story. */
  readonly now: Date;
  readonly streetPath: string;
  readonly people: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<DemoUnit, string>;
  /** Who works in a grid, by its code. */
  readonly workerOf: ReadonlyMap<string, string>;
}

/** The same as plain objects: the answer of a transaction that happens once survives JSON. */
interface Standing {
  readonly now: string;
  readonly streetPath: string;
  readonly people: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, string>>;
  readonly workerOf: Readonly<Record<string, string>>;
}

/** Whose account speaks for a unit. */
export function clerkOf(unit: DemoUnit): string {
  return ACCOUNTS.find((a) => a.unit === unit)?.login ?? `clerk-${unit}`;
}

const UNITS: readonly {
  unit: DemoUnit;
  name: string;
  kind: 'department' | 'company' | 'street';
}[] = [
  { unit: 'urban', name: '梧桐街道综合行政执法队', kind: 'department' },
  { unit: 'safety', name: '梧桐街道安全生产办公室', kind: 'department' },
  { unit: 'housing', name: '网格区住房和物业管理所', kind: 'department' },
  { unit: 'parks', name: '网格区园林绿化站', kind: 'department' },
  { unit: 'power', name: '网格区路灯供电所', kind: 'company' },
  { unit: 'water', name: '网格区排水公司', kind: 'company' },
];

interface DemoAccount {
  readonly login: string;
  readonly role: string;
  readonly unit?: DemoUnit;
}

/** The ten accounts that the start page names; every unit has one more person without an account of his own. */
const ACCOUNTS: readonly DemoAccount[] = [
  { login: 'resident', role: 'resident' },
  { login: 'resident2', role: 'resident' },
  { login: 'worker', role: 'worker' },
  { login: 'worker2', role: 'worker' },
  { login: 'dispatcher', role: 'dispatcher' },
  { login: 'handler', role: 'handler', unit: 'urban' },
  { login: 'handler2', role: 'handler', unit: 'water' },
  { login: 'inspector', role: 'inspector' },
  { login: 'supervisor', role: 'supervisor' },
  { login: 'admin', role: 'admin' },
];

const WORKERS = 15;
const EVERYWHERE = new Set(['admin']);

/** Puts up the street, its people, posts and rules, all in one transaction: it stands wholly or not at all. */
@Injectable()
export class DemoSettingBuilder {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(DemoPlaces) private readonly places: DemoPlaces,
    @Inject(RulesService) private readonly rules: RulesService,
    @Inject(IncidentsService) private readonly incidents: IncidentsService,
  ) {}

  /** @returns what was put up; the same answer when it stands already. */
  async build(map: DemoMap, given: { password: string; now: Date }): Promise<DemoSetting> {
    const hash = await this.identity.hashPassword(given.password);
    const once = { key: 'demo-setting-000000000', request: 'demo' };
    const stands = await this.work.run(
      SYSTEM,
      (tx) => this.putUp(tx, map, { hash, now: given.now }),
      once,
    );
    return {
      now: new Date(stands.now),
      streetPath: stands.streetPath,
      people: new Map(Object.entries(stands.people)),
      units: new Map(
        UNITS.flatMap(({ unit }) =>
          stands.units[unit] === undefined ? [] : [[unit, stands.units[unit]]],
        ),
      ),
      workerOf: new Map(Object.entries(stands.workerOf)),
    };
  }

  private async putUp(
    tx: Transaction,
    map: DemoMap,
    { hash, now }: { hash: string; now: Date },
  ): Promise<Standing> {
    const { streetPath, gridIds } = await this.places.putUp(tx, map);
    const units = await this.units(tx, streetPath);
    const people = await this.people(tx, { streetPath, units, hash });
    const workerOf = await this.places.post(tx, map, { gridIds, people });
    await this.ruleBook(tx, streetPath, units);
    const plain = Object.fromEntries;
    return {
      now: now.toISOString(),
      streetPath,
      people: plain(people),
      units: plain(units),
      workerOf: plain(workerOf),
    };
  }

  private async units(tx: Transaction, regionPath: string): Promise<Map<DemoUnit, string>> {
    const ids = new Map<DemoUnit, string>();
    for (const { unit, name, kind } of UNITS) {
      ids.set(unit, (await this.identity.ensureUnit(tx, { name, kind, regionPath })).id);
    }
    return ids;
  }

  private async people(
    tx: Transaction,
    given: { streetPath: string; units: ReadonlyMap<DemoUnit, string>; hash: string },
  ): Promise<Map<string, string>> {
    const unitClerks = UNITS.filter(({ unit }) => !ACCOUNTS.some((a) => a.unit === unit)).map(
      ({ unit }): DemoAccount => ({ login: `clerk-${unit}`, role: 'handler', unit }),
    );
    const moreWorkers = Array.from({ length: WORKERS - 2 }, (_, i): DemoAccount => ({
      login: `worker${i + 3}`,
      role: 'worker',
    }));
    const ids = new Map<string, string>();
    for (const [n, account] of [...ACCOUNTS, ...unitClerks, ...moreWorkers].entries()) {
      const unitId = account.unit === undefined ? undefined : given.units.get(account.unit);
      const person = await this.identity.ensurePerson(tx, {
        login: account.login,
        name: personName(n),
        phone: personPhone(n),
        passwordHash: given.hash,
        ...(unitId === undefined ? {} : { unitId }),
      });
      const regionPath = EVERYWHERE.has(account.login) ? '' : given.streetPath;
      await this.identity.ensureGrant(tx, { personId: person.id, role: account.role, regionPath });
      ids.set(account.login, person.id);
    }
    return ids;
  }

  private async ruleBook(
    tx: Transaction,
    regionPath: string,
    units: ReadonlyMap<DemoUnit, string>,
  ): Promise<void> {
    for (const kind of REPORT_KINDS) {
      const code = this.incidents.codeNamed(kind.category);
      if (code === null) throw new Error(`the shipped categories have no ${kind.category}`);
      const unitId = units.get(kind.unit) ?? null;
      const rule = {
        categoryCode: code,
        regionPath,
        unitId,
        personId: null,
        gridWorker: unitId === null,
      };
      await this.rules.createIn(tx, { ...rule, automatic: false, note: null });
    }
  }
}
