import { Readable } from 'node:stream';
import { UploadService } from '@ingrid/attachments';
import { IdentityService } from '@ingrid/identity';
import { type Actor, Authenticator } from '@ingrid/platform';
import { Inject, Injectable } from '@nestjs/common';

/** The people of the demo as those who act: with a session and the rights they hold. */
@Injectable()
export class DemoCast {
  private readonly actors = new Map<string, Actor>();

  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(UploadService) private readonly uploads: UploadService,
  ) {}

  /** @param people ids by login */
  async enter(people: ReadonlyMap<string, string>): Promise<void> {
    for (const [login, id] of people) {
      const { token } = await this.identity.openSession(id);
      const actor = await this.authenticator.actorOf(token);
      if (!actor) throw new Error('a session that was just opened is good');
      this.actors.set(login, actor);
    }
  }

  actor(login: string): Actor {
    const actor = this.actors.get(login);
    if (!actor) throw new Error(`the demo has nobody called ${login}`);
    return actor;
  }

  /** Answers the id of the photo. */
  async upload(actor: Actor, picture: Buffer, idempotencyKey: string): Promise<string> {
    const stream = Readable.from(picture);
    return (await this.uploads.upload(actor, { stream, idempotencyKey })).id;
  }
}
