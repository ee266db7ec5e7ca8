import { type UnitWire, type Verb } from '@ingrid/contract';
import { Clock } from '@ingrid/kernel';
import { ActivityTail, Subjects, SYSTEM, type Transaction, UnitOfWork } from '@ingrid/platform';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type SessionWire } from '@ingrid/contract';
import { LRUCache } from 'lru-cache';
import { Appointees, type Appointee } from './appointees.service.js';
import { contacts, peopleOfUnit, personByLogin } from './data/people.repository.js';
import { countAdministrators, holdersOf, lockAdministrators } from './data/rights.repository.js';
import { unitsByIds } from './data/units.repository.js';
import { ADMINISTRATOR_VERB } from './domain/administrator.js';
import { plainLogin } from './domain/login.js';
import { GrantsService, type NewGrant } from './grants.service.js';
import { peopleProblems } from './identity.problems.js';
import { Passwords } from './passwords.js';
import { type NewPerson, PeopleService } from './people.service.js';
import { RegionDirectory, type RegionNames } from './region-directory.js';
import { SessionsService } from './sessions.service.js';
import { type NewUnit, UnitsService } from './units.service.js';

const NAMES_KEPT = 20_000;
const NAMES_KEPT_MS = 60_000;

/** How a person is reached; for grid cards and notices, never for public lists. */
export interface Contact {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly unitId: string | null;
}

/** A person for whom the password, when there is one, was hashed beforehand ({@link IdentityService.hashPassword}). */
export type KnownPerson = Omit<NewPerson, 'password'> & { readonly passwordHash?: string | null };

/** What other modules, the command line and the demo ask of identity. */
@Injectable()
export class IdentityService implements OnModuleInit, OnModuleDestroy {
  private readonly names = new LRUCache<string, string>({ max: NAMES_KEPT, ttl: NAMES_KEPT_MS });
  private stop: (() => void) | null = null;

  @Inject(UnitOfWork) private readonly work: UnitOfWork;
  @Inject(Clock) private readonly clock: Clock;
  @Inject(ActivityTail) private readonly tail: ActivityTail;
  @Inject(Subjects) private readonly subjects: Subjects;
  @Inject(PeopleService) private readonly people: PeopleService;
  @Inject(GrantsService) private readonly grants: GrantsService;
  @Inject(Appointees) private readonly appointees: Appointees;
  @Inject(UnitsService) private readonly units: UnitsService;
  @Inject(SessionsService) private readonly sessions: SessionsService;
  @Inject(Passwords) private readonly passwords: Passwords;
  @Inject(RegionDirectory) private readonly regions: RegionDirectory;

  onModuleInit(): void {
    this.subjects.register('person', { namesOf: (ids) => this.namesOf(ids) });
    this.stop = this.tail.listen((rows) => {
      for (const row of rows) if (row.type === 'person.changed') this.names.delete(row.subjectId);
    });
  }

  onModuleDestroy(): void {
    this.stop?.();
  }

  /** Names by person id; ids nobody has are absent. Kept for a minute. */
  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const name = this.names.get(id);
      if (name === undefined) missing.push(id);
      else found.set(id, name);
    }
    if (missing.length === 0) return found;
    for (const { id, name } of await this.work.read((db) => contacts(db, missing))) {
      this.names.set(id, name);
      found.set(id, name);
    }
    return found;
  }

  async contactsOf(ids: readonly string[]): Promise<ReadonlyMap<string, Contact>> {
    const rows = await this.work.read((db) => contacts(db, ids));
    return new Map(
      rows.map((r) => [r.id, { id: r.id, name: r.name, phone: r.phone, unitId: r.unit_id }]),
    );
  }

  /** Active people of a unit. */
  async peopleOfUnit(unitId: string): Promise<string[]> {
    return this.work.read((db) => peopleOfUnit(db, unitId));
  }

  /** Active people who hold the verb now at this place, by a grant there or above. */
  async holdersOf(verb: Verb, regionPath: string): Promise<string[]> {
    const now = this.clock.now();
    return this.work.read((db) => holdersOf(db, verb, regionPath, now));
  }

  /** Units by their id; ids of no unit are absent. */
  async unitsOf(unitIds: readonly string[]): Promise<ReadonlyMap<string, UnitWire>> {
    const rows = await this.work.read((db) => unitsByIds(db, [...new Set(unitIds)]));
    return new Map(rows.map((unit) => [unit.id, unit]));
  }

  /** The owner of the region tree says how paths are called and which exist. */
  registerRegionNames(names: RegionNames): void {
    this.regions.register(names);
  }

  /** Slow on purpose; call it before the transaction. @throws people.weak_password */
  async hashPassword(password: string): Promise<string> {
    return this.passwords.hash(password);
  }

  /** @throws people.login_taken, people.bad_login, units.not_found */
  async createPerson(tx: Transaction, person: KnownPerson): Promise<{ id: string }> {
    return this.people.createIn(tx, person, person.passwordHash ?? null);
  }

  /** The person with this login; made when there is none. An existing one is not changed. */
  async ensurePerson(
    tx: Transaction,
    person: KnownPerson & { readonly login: string },
  ): Promise<{ id: string }> {
    const known = await personByLogin(tx.db, plainLogin(person.login), tx.now);
    return known ? { id: known.id } : this.createPerson(tx, person);
  }

  async ensureUnit(tx: Transaction, unit: NewUnit): Promise<UnitWire> {
    return this.units.ensure(tx, unit);
  }

  async grant(tx: Transaction, grant: NewGrant): Promise<{ id: string }> {
    return this.grants.giveIn(tx, grant);
  }

  async ensureGrant(tx: Transaction, grant: NewGrant & { personId: string }): Promise<void> {
    await this.grants.ensure(tx, grant);
  }

  /** A session without asking for a password; for tests and means of identification that come later. */
  async openSession(personId: string): Promise<SessionWire> {
    return this.work.run(SYSTEM, (tx) => this.sessions.open(tx, personId));
  }

  /** The id of somebody the actor may appoint with this verb, or null; see {@link Appointees.find}. */
  async findAppointee(tx: Transaction, who: Appointee, verb: Verb): Promise<string | null> {
    return this.appointees.find(tx, who, verb);
  }

  async hasAdministrator(): Promise<boolean> {
    const now = this.clock.now();
    return (await this.work.read((db) => countAdministrators(db, ADMINISTRATOR_VERB, now))) > 0;
  }

  /**
   * For the command line of a new installation.
   * @throws people.administrator_exists, people.weak_password, people.bad_login, people.login_taken
   */
  async createFirstAdministrator(given: {
    login: string;
    name: string;
    password: string;
  }): Promise<{ id: string }> {
    const passwordHash = await this.passwords.hash(given.password, plainLogin(given.login));
    return this.work.run(SYSTEM, async (tx) => {
      await lockAdministrators(tx.db);
      const there = await countAdministrators(tx.db, ADMINISTRATOR_VERB, tx.now);
      if (there > 0) throw peopleProblems.administratorExists({});
      const { login, name } = given;
      const person = await this.createPerson(tx, { login, name, passwordHash });
      await this.grant(tx, { personId: person.id, role: 'admin', regionPath: '' });
      return person;
    });
  }
}
