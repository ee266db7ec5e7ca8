import { DEFAULT_ROLES, isVerb, type Verb } from '@ingrid/contract';
import { newId } from '@ingrid/kernel';
import { type Actor, SYSTEM, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  allRoles,
  keepRole,
  roleByCode,
  type RoleRow,
  shipRole,
} from './data/rights.repository.js';
import { grantProblems, roleProblems } from './identity.problems.js';
import { keepingAnAdministrator, missingVerbs } from './rules.js';
import { SessionAuthenticator } from './session-authenticator.js';

export interface RoleWire {
  code: string;
  zh: string;
  en: string;
  verbs: Verb[];
  version: number;
}

export interface RoleChange {
  zh: string;
  en: string;
  verbs: string[];
  /** The version the person saw; without it the change is made on whatever is there. */
  version?: number;
}

/** Roles: named lists of verbs. An installation starts with the shipped ones and may change them. */
@Injectable()
export class RolesService implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(SessionAuthenticator) private readonly authenticator: SessionAuthenticator,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.work.run(SYSTEM, async (tx) => {
      for (const role of DEFAULT_ROLES) await shipRole(tx.db, { id: newId(), ...role });
    });
  }

  async list(): Promise<RoleWire[]> {
    return this.work.read(async (db) => (await allRoles(db)).map(roleWire));
  }

  /** Makes or changes a role. It acts everywhere the role was granted, so every verb of it must be held everywhere. */
  async change(actor: Actor, code: string, change: RoleChange): Promise<RoleWire> {
    const unknown = change.verbs.filter((verb) => !isVerb(verb));
    if (unknown.length > 0) throw roleProblems.unknownVerb({ verbs: unknown });
    const verbs = [...new Set(change.verbs.filter(isVerb))];
    return this.work.run(actor, async (tx) => {
      tx.mustAllow('role.manage', { regionPath: '' });
      const role = await roleByCode(tx.db, code, true);
      if (role && change.version !== undefined && change.version !== role.version) {
        throw roleProblems.stale({ yours: change.version, current: role.version });
      }
      // What is taken away counts as well: nobody trims a role that reaches beyond his own.
      const missing = missingVerbs(actor, [...new Set([...verbs, ...(role?.verbs ?? [])])], '');
      if (missing.length > 0) throw grantProblems.beyondYourOwn({ missing });
      const kept = await keepingAnAdministrator(tx, () =>
        keepRole(tx.db, { id: role?.id ?? newId(), code, zh: change.zh, en: change.en, verbs }),
      );
      const data = { code, version: kept.version };
      tx.record({
        type: 'role.changed',
        subjectType: 'role',
        subjectId: kept.id,
        regionPath: '',
        data,
      });
      tx.onCommit(() => {
        this.authenticator.forget(null);
      });
      return roleWire(kept);
    });
  }
}

function roleWire({ code, zh, en, verbs, version }: RoleRow): RoleWire {
  return { code, zh, en, verbs, version };
}
