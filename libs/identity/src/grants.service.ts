import { type GrantWire } from '@ingrid/contract';
import { newId, type Page, pageOf } from '@ingrid/kernel';
import {
  type Actor,
  DEFAULT_PAGE,
  type Once,
  Timers,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Appointees, type Appointee } from './appointees.service.js';
import {
  endGrant,
  grantById,
  type GrantRow,
  insertGrant,
  listGrants,
  openGrants,
  roleByCode,
} from './data/rights.repository.js';
import { grantProblems, peopleProblems, roleProblems } from './identity.problems.js';
import { RegionDirectory } from './region-directory.js';
import { idCursor, keepingAnAdministrator, missingVerbs } from './rules.js';
import { SessionAuthenticator } from './session-authenticator.js';

const END_TIMER = 'identity.grant_ends';

interface GrantTerms {
  readonly role: string;
  readonly regionPath: string;
  /** From now when absent. */
  readonly from?: Date;
  /** Without end when absent. */
  readonly to?: Date;
}

export type NewGrant = Appointee & GrantTerms;

/** Roles given to people in region subtrees, from a date to a date. */
@Injectable()
export class GrantsService implements OnModuleInit {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(RegionDirectory) private readonly regions: RegionDirectory,
    @Inject(SessionAuthenticator) private readonly authenticator: SessionAuthenticator,
    @Inject(Appointees) private readonly appointees: Appointees,
    @Inject(Timers) private readonly timers: Timers,
  ) {}

  onModuleInit(): void {
    // The clock alone ends a grant; the record tells it to streams and readers.
    this.timers.handle(END_TIMER, async (tx, timer) => {
      const grant = await grantById(tx.db, timer.subjectId);
      if (grant) this.recordEnd(tx, grant, 'date');
    });
  }

  async list(
    actor: Actor,
    filter: { personId?: string; region?: string; cursor?: string; limit?: number },
  ): Promise<Page<GrantWire>> {
    const limit = filter.limit ?? DEFAULT_PAGE;
    const mine = filter.personId !== undefined && filter.personId === actor.personId;
    const rows = await this.work.read((db) =>
      listGrants(db, {
        personId: filter.personId ?? null,
        region: filter.region ?? null,
        within: mine ? [''] : actor.pathsFor('person.read'),
        after: idCursor(filter.cursor),
        limit: limit + 1,
      }),
    );
    const page = pageOf(rows, limit, (row) => [row.id]);
    return { items: await this.wires(actor, page.items), nextCursor: page.nextCursor };
  }

  async give(actor: Actor, grant: NewGrant, once?: Once): Promise<GrantWire> {
    const row = await this.work.run(actor, (tx) => this.giveIn(tx, grant).then((g) => g.id), once);
    const given = await this.work.read((db) => grantById(db, row));
    if (!given) throw grantProblems.notFound({});
    const [wire] = await this.wires(actor, [given]);
    if (!wire) throw grantProblems.notFound({});
    return wire;
  }

  /** @throws people.not_found, grants.beyond_your_own, grants.to_yourself, grants.dates, grants.no_such_region, roles.not_found */
  async giveIn(tx: Transaction, grant: NewGrant): Promise<{ id: string }> {
    const { regionPath } = grant;
    tx.mustAllow('grant.manage', { regionPath });
    const personId = await this.appointees.find(tx, grant, 'grant.manage');
    if (personId === null) throw peopleProblems.notFound({});
    // Otherwise a right with an end could be prolonged by its own holder.
    if (personId === tx.actor.personId) throw grantProblems.toYourself({});
    const role = await roleByCode(tx.db, grant.role);
    if (!role) throw roleProblems.notFound({});
    const missing = missingVerbs(tx.actor, role.verbs, regionPath);
    if (missing.length > 0) throw grantProblems.beyondYourOwn({ missing });
    await this.regions.mustExist(tx.actor, regionPath);
    const { from, to } = datesOf(grant, tx.now);
    const id = newId();
    const by = tx.actor.personId;
    await insertGrant(
      tx.db,
      { id, personId, role: grant.role, regionPath, from, to, givenBy: by },
      tx.now,
    );
    if (to) await tx.setTimer({ kind: END_TIMER, subjectId: id, name: 'end', dueAt: to });
    const data = {
      personId,
      role: grant.role,
      from: from.toISOString(),
      to: to?.toISOString() ?? null,
    };
    tx.record({ type: 'grant.given', subjectType: 'grant', subjectId: id, regionPath, data });
    this.forgetAfter(tx, personId);
    return { id };
  }

  /** The person holds the role there without an end afterwards; nothing is written when that is so already. */
  async ensure(tx: Transaction, grant: NewGrant & { personId: string }): Promise<void> {
    const open = await openGrants(tx.db, grant.personId, tx.now);
    const held = open.some(
      (g) =>
        g.role === grant.role &&
        g.region_path === grant.regionPath &&
        g.valid_from <= tx.now &&
        g.valid_to === null,
    );
    if (!held) await this.giveIn(tx, grant);
  }

  /** @throws grants.not_found, grants.ended, grants.beyond_your_own, people.last_administrator */
  async end(actor: Actor, grantId: string): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const grant = await grantById(tx.db, grantId);
      if (!grant || !actor.allows('person.read', grant.region_path))
        throw grantProblems.notFound({});
      const { region_path: regionPath } = grant;
      tx.mustAllow('grant.manage', { regionPath });
      if (grant.valid_to !== null && grant.valid_to <= tx.now) throw grantProblems.ended({});
      // Whoever could not have given it does not take it away either.
      const missing = missingVerbs(actor, grant.verbs, regionPath);
      if (missing.length > 0) throw grantProblems.beyondYourOwn({ missing });
      await keepingAnAdministrator(tx, () => endGrant(tx.db, grantId, tx.now));
      await tx.cancelTimer(END_TIMER, grantId);
      this.recordEnd(tx, grant, 'revoked');
    });
  }

  private recordEnd(tx: Transaction, grant: GrantRow, reason: 'revoked' | 'date'): void {
    const data = { personId: grant.person_id, role: grant.role, reason };
    const { id, region_path: regionPath } = grant;
    tx.record({ type: 'grant.ended', subjectType: 'grant', subjectId: id, regionPath, data });
    this.forgetAfter(tx, grant.person_id);
  }

  private forgetAfter(tx: Transaction, personId: string): void {
    tx.onCommit(() => {
      this.authenticator.forget(personId);
    });
  }

  private async wires(actor: Actor, rows: GrantRow[]): Promise<GrantWire[]> {
    const names = await this.regions.namesOf(
      rows.map((row) => row.region_path),
      actor.language,
    );
    return rows.map((row) => ({
      id: row.id,
      personId: row.person_id,
      personName: row.person_name,
      role: row.role,
      roleName: actor.language === 'zh' ? row.zh : row.en,
      regionPath: row.region_path,
      regionName: names.get(row.region_path) ?? row.region_path,
      from: row.valid_from.toISOString(),
      to: row.valid_to?.toISOString() ?? null,
    }));
  }
}

/** @throws grants.dates */
function datesOf(grant: NewGrant, now: Date): { from: Date; to: Date | null } {
  const from = grant.from ?? now;
  const to = grant.to ?? null;
  if (to !== null && (to <= from || to <= now)) throw grantProblems.dates({});
  return { from, to };
}
