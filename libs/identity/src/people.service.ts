import { Clock, newId, type Page, pageOf } from '@ingrid/kernel';
import {
  type Actor,
  DEFAULT_PAGE,
  type Once,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';
import { appointer } from './data/appointees.repository.js';
import { claimAttempt, forgetAttempts, lockedUntil } from './data/attempts.repository.js';
import {
  insertPerson,
  isNewOrOwn,
  isPersonWithin,
  listPeople,
  lockPerson,
  personById,
  type PersonRow,
  updatePassword,
  updatePerson,
} from './data/people.repository.js';
import { credentialsOfId } from './data/sessions.repository.js';
import { unitById } from './data/units.repository.js';
import { PER_LOGIN } from './domain/lockout.js';
import { LOGIN_PATTERN, plainLogin } from './domain/login.js';
import { peopleProblems, sessionProblems, unitProblems } from './identity.problems.js';
import { Passwords } from './passwords.js';
import { keepingAnAdministrator, mustHoldAllOf, textAndIdCursor } from './rules.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { attemptKeys, SessionsService } from './sessions.service.js';

export interface NewPerson {
  readonly name: string;
  readonly login?: string;
  /** Without one nobody can log in as this person until one is set. */
  readonly password?: string;
  readonly phone?: string;
  readonly unitId?: string;
}

export interface PersonChange {
  name?: string | undefined;
  phone?: string | null | undefined;
  unitId?: string | null | undefined;
  language?: 'zh' | 'en' | undefined;
  state?: 'active' | 'suspended' | undefined;
  version?: number | undefined;
}

export interface PeopleQuery {
  query?: string;
  role?: string;
  region?: string;
  unitId?: string;
  cursor?: string;
  limit?: number;
}

/** A person as the wire functions read it. */
export type PersonView = PersonRow;

/** People and their passwords. */
@Injectable()
export class PeopleService {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(Passwords) private readonly passwords: Passwords;
  @Inject(SessionsService) private readonly sessions: SessionsService;
  @Inject(SessionAuthenticator) private readonly authenticator: SessionAuthenticator;

  /** People whose grants or unit lie where the caller may see people; who may appoint also finds new ones. */
  async list(actor: Actor, query: PeopleQuery): Promise<Page<PersonRow>> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const after = textAndIdCursor(query.cursor);
    const rows = await this.work.read((db) =>
      listPeople(
        db,
        {
          query: query.query ?? null,
          role: query.role ?? null,
          region: query.region ?? null,
          unitId: query.unitId ?? null,
          within: actor.pathsFor('person.read'),
          appointer: appointer(actor, 'grant.manage'),
          after: after && { name: after[0], id: after[1] },
          limit: limit + 1,
        },
        this.clock.now(),
      ),
    );
    return pageOf(rows, limit, (row) => [row.name, row.id]);
  }

  /** @throws people.not_found also for somebody outside the caller's area */
  async get(actor: Actor, id: string): Promise<PersonRow> {
    const now = this.clock.now();
    return this.work.read(async (db) => {
      const within = actor.pathsFor('person.read');
      const visible =
        actor.personId === id ||
        (await isPersonWithin(db, id, within, now)) ||
        (within.length > 0 && (await isNewOrOwn(db, id, appointer(actor, 'grant.manage'))));
      const person = visible ? await personById(db, id, now) : null;
      if (!person) throw peopleProblems.notFound({});
      return person;
    });
  }

  /** For the answer to somebody who has just made or changed this person. */
  async justMade(id: string): Promise<PersonRow> {
    const now = this.clock.now();
    const person = await this.work.read((db) => personById(db, id, now));
    if (!person) throw peopleProblems.notFound({});
    return person;
  }

  async create(actor: Actor, person: NewPerson, once?: Once): Promise<{ id: string }> {
    // Hashing takes a while and must not hold a transaction open.
    const hash = await this.hashOf(person);
    return this.work.run(actor, (tx) => this.createIn(tx, person, hash), once);
  }

  /** @throws people.weak_password */
  async hashOf(person: { login?: string; password?: string }): Promise<string | null> {
    const login = person.login === undefined ? null : plainLogin(person.login);
    return person.password === undefined ? null : this.passwords.hash(person.password, login);
  }

  /** @throws people.bad_login, people.login_taken, units.not_found */
  async createIn(
    tx: Transaction,
    person: NewPerson,
    passwordHash: string | null,
  ): Promise<{ id: string }> {
    const unitId = person.unitId ?? null;
    tx.mustAllow('person.manage', { regionPath: await this.placeOf(tx, unitId) });
    const login = person.login === undefined ? null : plainLogin(person.login);
    if (login !== null && !LOGIN_PATTERN.test(login)) throw peopleProblems.badLogin({});
    const id = newId();
    const phone = person.phone ?? null;
    await insertPerson(
      tx.db,
      {
        id,
        login,
        name: person.name,
        phone,
        unitId,
        passwordHash,
        createdBy: tx.actor.personId,
      },
      tx.now,
    );
    tx.record({
      type: 'person.created',
      subjectType: 'person',
      subjectId: id,
      regionPath: '',
      data: { unitId },
    });
    return { id };
  }

  /** Name, phone and language of oneself; everything of others where one maintains people. */
  async change(actor: Actor, id: string, change: PersonChange): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const person = await this.lockVisible(tx, id);
      const beyondSelf =
        change.name !== undefined || change.unitId !== undefined || change.state !== undefined;
      if (actor.personId !== id || beyondSelf) await this.mustManage(tx, person);
      if (change.version !== undefined && change.version !== person.version) {
        throw peopleProblems.stale({ yours: change.version, current: person.version });
      }
      if (change.unitId !== undefined) {
        tx.mustAllow('person.manage', { regionPath: await this.placeOf(tx, change.unitId) });
      }
      const next = changed(person, change);
      if (next.state === person.state) await updatePerson(tx.db, next);
      else await keepingAnAdministrator(tx, () => updatePerson(tx.db, next));
      const fields = Object.entries(change).flatMap(([key, value]) =>
        value === undefined || key === 'version' ? [] : [key],
      );
      tx.record({
        type: 'person.changed',
        subjectType: 'person',
        subjectId: id,
        regionPath: '',
        data: { fields },
      });
      if (next.state === 'suspended') await this.sessions.close(tx, { personId: id }, 'suspended');
      tx.onCommit(() => {
        this.authenticator.forget(id);
      });
    });
  }

  /**
   * Sets a password; every other session of the person ends. One's own needs the present one.
   * @throws people.wrong_password, people.weak_password, people.holds_more_than_you, sessions.too_many_attempts
   */
  async setPassword(
    actor: Actor,
    id: string,
    given: { password: string; current?: string },
  ): Promise<void> {
    const own = actor.personId === id;
    const person = await this.work.read((db) => credentialsOfId(db, id));
    if (!person) throw peopleProblems.notFound({});
    if (own) await this.mustKnow(person, given.current ?? '');
    const hash = await this.passwords.hash(given.password, person.login);
    await this.work.run(actor, async (tx) => {
      const locked = await this.lockVisible(tx, id);
      if (!own) await this.mustManage(tx, locked);
      await updatePassword(tx.db, id, hash);
      const data = { fields: ['password'] };
      tx.record({
        type: 'person.changed',
        subjectType: 'person',
        subjectId: id,
        regionPath: '',
        data,
      });
      await this.sessions.close(
        tx,
        { personId: id, except: own ? actor.sessionId : null },
        'password_changed',
      );
    });
  }

  /** Guessing the present password in a stolen session is counted like guessing at the log-in. */
  private async mustKnow(
    person: { id: string; password_hash: string | null },
    password: string,
  ): Promise<void> {
    const key = attemptKeys(`password-of:${person.id}`, '').login;
    const wait = await this.work.read(async (db) => {
      const now = this.clock.now();
      if (await claimAttempt(db, key, PER_LOGIN, now)) return 0;
      const until = await lockedUntil(db, key);
      return Math.max(1, Math.ceil(((until?.getTime() ?? 0) - now.getTime()) / 1_000));
    });
    if (wait > 0) throw sessionProblems.locked({ retryAfterSeconds: wait });
    if (!(await this.passwords.matches(person.password_hash, password)))
      throw peopleProblems.wrongPassword({});
    await this.work.read((db) => forgetAttempts(db, key));
  }

  private async lockVisible(tx: Transaction, id: string): Promise<PersonRow> {
    const within = tx.actor.pathsFor('person.read');
    const visible = tx.actor.personId === id || (await isPersonWithin(tx.db, id, within, tx.now));
    const person = visible ? await lockPerson(tx.db, id, tx.now) : null;
    if (!person) throw peopleProblems.notFound({});
    return person;
  }

  private async mustManage(tx: Transaction, person: PersonRow): Promise<void> {
    tx.mustAllow('person.manage', { regionPath: person.unit_path ?? '' });
    await mustHoldAllOf(tx, person.id);
  }

  /** Where a person of this unit belongs; somebody without a unit belongs to the whole. */
  private async placeOf(tx: Transaction, unitId: string | null): Promise<string> {
    if (unitId === null) return '';
    const unit = await unitById(tx.db, unitId);
    if (!unit) throw unitProblems.notFound({});
    return unit.regionPath;
  }
}

function changed(person: PersonRow, change: PersonChange): PersonRow {
  return {
    ...person,
    name: change.name ?? person.name,
    phone: change.phone === undefined ? person.phone : change.phone,
    unit_id: change.unitId === undefined ? person.unit_id : change.unitId,
    language: change.language ?? person.language,
    state: change.state ?? person.state,
  };
}
