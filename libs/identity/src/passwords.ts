import { Turnstile } from '@ingrid/kernel';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { peopleProblems, sessionProblems } from './identity.problems.js';
import { LONGEST_PASSWORD, plainPassword, SHORTEST_PASSWORD } from './domain/login.js';

const AT_ONCE = 2;
const MOST_WAITING = 100;
const RETRY_SECONDS = 3;
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** argon2id, at most two at once and a bounded queue, so that a rush of log-ins cannot eat the machine. */
@Injectable()
export class Passwords {
  private readonly turns = new Turnstile(AT_ONCE, MOST_WAITING);
  private decoy: Promise<string> | null = null;

  /**
   * @throws people.weak_password
   * @throws sessions.busy when too many are waiting
   */
  async hash(password: string, login: string | null = null): Promise<string> {
    const plain = plainPassword(password);
    const tooShort = plain.length < SHORTEST_PASSWORD || plain.length > LONGEST_PASSWORD;
    if (tooShort || plain.toLowerCase() === login || new Set(plain).size === 1) {
      throw peopleProblems.weakPassword({ shortest: SHORTEST_PASSWORD });
    }
    return this.inTurn(() => hash(plain, COST));
  }

  /** Compares; without a stored hash it works as long against a decoy and answers false. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const against = stored ?? (await this.decoyHash());
    const same = await this.inTurn(() => verify(against, plainPassword(password)));
    return same && stored !== null;
  }

  private decoyHash(): Promise<string> {
    this.decoy ??= hash('nobody has this password', COST);
    return this.decoy;
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    return this.turns.pass(act, () => sessionProblems.busy({ retryAfterSeconds: RETRY_SECONDS }));
  }
}
