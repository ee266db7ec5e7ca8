import { IdentityService } from '@ingrid/identity';
import { newId } from '@ingrid/kernel';
import { type ActivityEvent, type Actor, SYSTEM, UnitOfWork } from '@ingrid/platform';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Somebody {
  readonly id: string;
  readonly token: string;
  readonly paths: string[];
  readonly grants: string[];
}

/** The part of a running server that tests need to make people and let things happen. */
export class Town {
  constructor(private readonly app: NestFastifyApplication) {
    // The regions themselves do not matter here.
    this.identity.registerRegionNames((paths) =>
      Promise.resolve(new Map(paths.map((p) => [p, p]))),
    );
  }

  get identity(): IdentityService {
    return this.app.get(IdentityService, { strict: false });
  }

  get work(): UnitOfWork {
    return this.app.get(UnitOfWork, { strict: false });
  }

  async person(role: string | null, paths: string[]): Promise<Somebody> {
    const grants: string[] = [];
    const { id } = await this.work.run(SYSTEM, async (tx) => {
      const person = await this.identity.createPerson(tx, { name: '某人' });
      for (const regionPath of role === null ? [] : paths) {
        grants.push(
          (await this.identity.grant(tx, { personId: person.id, role: role ?? '', regionPath })).id,
        );
      }
      return person;
    });
    const { token } = await this.identity.openSession(id);
    return { id, token, paths, grants };
  }

  /** One transaction with these events. */
  async happen(
    events: (Partial<ActivityEvent> & { regionPath: string })[],
    actor: Actor = SYSTEM,
    slowMs = 0,
  ): Promise<void> {
    await this.work.run(actor, async (tx) => {
      if (slowMs > 0)
        await tx.db.query('SELECT pg_current_xact_id(), pg_sleep($1)', [slowMs / 1_000]);
      for (const event of events) {
        tx.record({
          type: 'incident.moved',
          subjectType: 'incident',
          subjectId: newId(),
          data: {},
          ...event,
        });
      }
    });
  }
}
