import { randomBytes } from 'node:crypto';
import { type UnitWire } from '@ingrid/contract';
import { type IdentityService } from '@ingrid/identity';
import { SYSTEM, type UnitOfWork } from '@ingrid/platform';

export interface WantedPerson {
  readonly login?: string;
  readonly name?: string;
  readonly phone?: string;
  /** Only with a password can the person log in by POST /sessions; `server.as(person)` needs none. */
  readonly password?: string;
  /** Id of a unit. */
  readonly unit?: string;
  readonly roles?: readonly {
    readonly role: string;
    readonly path: string;
    readonly to?: Date;
    readonly from?: Date;
  }[];
}

export interface TestPerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
}

export async function makePerson(
  identity: IdentityService,
  work: UnitOfWork,
  wanted: WantedPerson,
): Promise<TestPerson> {
  const login = wanted.login ?? `p${randomBytes(6).toString('hex')}`;
  const name = wanted.name ?? `测试${login.slice(1, 5)}`;
  const passwordHash =
    wanted.password === undefined ? null : await identity.hashPassword(wanted.password);
  return work.run(SYSTEM, async (tx) => {
    const phone = wanted.phone === undefined ? {} : { phone: wanted.phone };
    const unit = wanted.unit === undefined ? {} : { unitId: wanted.unit };
    const { id } = await identity.createPerson(tx, {
      login,
      name,
      passwordHash,
      ...phone,
      ...unit,
    });
    for (const { role, path, from, to } of wanted.roles ?? []) {
      const dates = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      await identity.grant(tx, { personId: id, role, regionPath: path, ...dates });
    }
    return { id, login, name };
  });
}

export async function makeUnit(
  identity: IdentityService,
  work: UnitOfWork,
  wanted: Partial<Omit<UnitWire, 'id'>>,
): Promise<UnitWire> {
  const name = wanted.name ?? `单位${randomBytes(4).toString('hex')}`;
  const regionPath = wanted.regionPath ?? '44.4403.440305';
  return work.run(SYSTEM, (tx) =>
    identity.ensureUnit(tx, { name, kind: wanted.kind ?? 'department', regionPath }),
  );
}
