import { createHash, randomBytes } from 'node:crypto';
import { type MeWire, type PersonWire, type SessionWire, type Verb, VERBS } from '@ingrid/contract';
import { Clock, networkPlace, newId } from '@ingrid/kernel';
import {
  type Actor,
  accessProblems,
  Config,
  csrfTokenOf,
  SYSTEM,
  Timers,
  type Transaction,
  UnitOfWork,
} from '@ingrid/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { claimAttempt, forgetAttempts, lockedUntil, takeBack } from './data/attempts.repository.js';
import { personById, type PersonRow } from './data/people.repository.js';
import {
  closeSessions,
  credentialsOf,
  insertSession,
  type Credentials,
} from './data/sessions.repository.js';
import { PER_ADDRESS, PER_LOGIN } from './domain/lockout.js';
import { plainLogin } from './domain/login.js';
import { sessionProblems } from './identity.problems.js';
import { Passwords } from './passwords.js';
import { SessionAuthenticator, tokenHashOf } from './session-authenticator.js';

const EXPIRY_TIMER = 'identity.session_expires';

export interface LogIn {
  readonly login: string;
  readonly password: string;
  /** Network address of the caller; kept only as a hash. */
  readonly address: string;
}

/** Logging in and out. */
@Injectable()
export class SessionsService implements OnModuleInit {
  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(Config) private readonly config: Config;
  @Inject(Passwords) private readonly passwords: Passwords;
  @Inject(SessionAuthenticator) private readonly authenticator: SessionAuthenticator;
  @Inject(Timers) private readonly timers: Timers;

  onModuleInit(): void {
    // A stream of a session that has run out must end too, so the end is recorded like a log-out.
    this.timers.handle(EXPIRY_TIMER, async (tx, timer) => {
      const { personId } = timer.data;
      if (typeof personId === 'string')
        await this.close(tx, { personId, only: timer.subjectId }, 'expired');
    });
  }

  /**
   * Opens a session. A wrong login and a wrong password take the same time and get the same words.
   * @throws sessions.wrong_login_or_password, sessions.too_many_attempts, sessions.busy
   */
  async logIn(given: LogIn): Promise<SessionWire> {
    const login = plainLogin(given.login);
    const keys = attemptKeys(login, given.address);
    const claimed = await this.claim(keys);
    const person = await this.work.read((db) => credentialsOf(db, login));
    const known = await this.passwords.matches(person?.password_hash ?? null, given.password);
    if (!known || person?.state !== 'active') {
      if (claimed && person) await this.noteLock(person);
      throw sessionProblems.wrong({});
    }
    return this.work.run(SYSTEM, async (tx) => {
      await forgetAttempts(tx.db, keys.login);
      await takeBack(tx.db, keys.address, PER_ADDRESS.free);
      return this.open(tx, person.id);
    });
  }

  /** Opens a session without asking for a password: for log-in, other means of identification and tests. */
  async open(tx: Transaction, personId: string): Promise<SessionWire> {
    const person = await personById(tx.db, personId, tx.now);
    if (person?.state !== 'active') throw sessionProblems.wrong({});
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(tx.now.getTime() + this.config.SESSION_HOURS * 3_600_000);
    const id = newId();
    await insertSession(tx.db, { id, tokenHash: tokenHashOf(token), personId, expiresAt }, tx.now);
    await tx.setTimer({
      kind: EXPIRY_TIMER,
      subjectId: id,
      name: 'end',
      dueAt: expiresAt,
      data: { personId },
    });
    tx.record({
      type: 'session.opened',
      subjectType: 'session',
      subjectId: id,
      regionPath: '',
      data: { personId },
    });
    return { token, expiresAt: expiresAt.toISOString(), person: personWire(person) };
  }

  async logOut(actor: Actor): Promise<void> {
    const { personId, sessionId } = actor;
    if (personId === null || sessionId === null) return;
    await this.work.run(actor, (tx) => this.close(tx, { personId, only: sessionId }, 'logged_out'));
  }

  /** Closes sessions of a person: all, one (`only`) or all but one (`except`). Streams end within a second. */
  async close(
    tx: Transaction,
    which: { personId: string; only?: string; except?: string | null },
    reason: 'logged_out' | 'expired' | 'password_changed' | 'suspended',
  ): Promise<void> {
    const { personId } = which;
    for (const id of await closeSessions(tx.db, which, tx.now)) {
      await tx.cancelTimer(EXPIRY_TIMER, id);
      const data = { personId, sessionId: id, reason };
      tx.record({
        type: 'session.closed',
        subjectType: 'session',
        subjectId: id,
        regionPath: '',
        data,
      });
    }
    tx.onCommit(() => {
      this.authenticator.forget(personId);
    });
  }

  /** Who I am and what I may do where; the anti-forgery token only for a browser that came with the cookie. */
  async me(actor: Actor, cookieToken: string | null): Promise<MeWire> {
    const { personId } = actor;
    const now = this.clock.now();
    const person = personId && (await this.work.read((db) => personById(db, personId, now)));
    if (!person) throw accessProblems.unauthenticated({});
    const verbs = Object.keys(VERBS) as Verb[]; // the keys of a constant table are its verbs
    return {
      person: personWire(person),
      unit: person.unit_id === null ? null : { id: person.unit_id, name: person.unit_name ?? '' },
      allowed: verbs
        .map((verb) => ({ verb, paths: actor.pathsFor(verb) }))
        .filter(({ paths }) => paths.length > 0),
      csrfToken: cookieToken === null ? null : csrfTokenOf(cookieToken),
    };
  }

  /**
   * Counts one try of a password for a login name and an address before it is looked at.
   * @returns true when this was the last one before a wait.
   * @throws sessions.too_many_attempts
   */
  private async claim(keys: AttemptKeys): Promise<boolean> {
    const now = this.clock.now();
    const outcome = await this.work.run(SYSTEM, async (tx) => {
      const address = await claimAttempt(tx.db, keys.address, PER_ADDRESS, now);
      const login = address && (await claimAttempt(tx.db, keys.login, PER_LOGIN, now));
      if (address && login) return { until: null, locks: login.lockedUntil !== null };
      // The address was counted for an attempt that does not take place.
      if (address) await takeBack(tx.db, keys.address, PER_ADDRESS.free);
      return { until: await lockedUntil(tx.db, address ? keys.login : keys.address), locks: false };
    });
    if (outcome.until === null) return outcome.locks;
    const seconds = Math.max(1, Math.ceil((outcome.until.getTime() - now.getTime()) / 1_000));
    throw sessionProblems.locked({ retryAfterSeconds: seconds });
  }

  private async noteLock(person: Credentials): Promise<void> {
    await this.work.run(SYSTEM, (tx) => {
      const { id } = person;
      tx.record({
        type: 'person.locked',
        subjectType: 'person',
        subjectId: id,
        regionPath: '',
        data: {},
      });
      return Promise.resolve();
    });
  }
}

export function personWire(person: PersonRow): PersonWire {
  return { id: person.id, login: person.login, name: person.name, roles: person.roles };
}

export interface AttemptKeys {
  readonly login: string;
  readonly address: string;
}

/** Hashes, so that the table tells nobody who tried to log in from where. */
export function attemptKeys(login: string, address: string): AttemptKeys {
  const key = (text: string): string => createHash('sha256').update(text).digest('base64url');
  return { login: key(`login:${login}`), address: key(`address:${networkPlace(address)}`) };
}
