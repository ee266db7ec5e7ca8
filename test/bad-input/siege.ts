import { describeApi } from '@ingrid/platform';
import { type Example, exampleOf } from './examples.js';
import { type ApiDocument, type Field, operationsOf, type Place } from './routes.js';
import { faultOf } from './verdict.js';
import { each, type Reply, type Shot, told, Wire } from './wire.js';
import {
  aWorld,
  type Role,
  ROLES,
  SECRET,
  SECRET_PHONE,
  type Things,
  type World,
} from './world.js';

export interface Attack {
  readonly shot: Shot;
  /** What is wrong with the answer for this attack alone. */
  readonly judge?: (reply: Reply) => string | null;
}

/** A running server with two streets, an example of every route of its OpenAPI document, and the means to send it anything. */
export class Siege {
  private constructor(
    readonly world: World,
    private readonly wire: Wire,
    private readonly document: ApiDocument,
  ) {}

  static async begin(): Promise<Siege> {
    const world = await aWorld();
    const document = JSON.parse(
      JSON.stringify(describeApi(world.server.server.app)),
    ) as ApiDocument; // as it is sent
    return new Siege(world, new Wire(world.server.address), document);
  }

  async end(): Promise<void> {
    this.wire.close();
    await this.world.server.close();
  }

  examples(things: Things): Example[] {
    return operationsOf(this.document).map((route) => exampleOf(this.document, route, things));
  }

  /** Sends all and answers the list of what went wrong. With `others` no answer may show what is theirs. */
  async failuresOf(
    attacks: readonly Attack[],
    who: { headers?: Record<string, string>; others?: boolean } = {},
  ): Promise<string[]> {
    const found = await each(attacks, async ({ shot, judge }) => {
      const reply = await this.wire.ask({ ...shot, headers: { ...who.headers, ...shot.headers } });
      const leak = who.others === true ? leakOf(reply) : null;
      const fault = faultOf(reply) ?? leak ?? judge?.(reply) ?? null;
      return fault === null ? [] : [told(shot, reply, fault)];
    });
    return found.flat();
  }

  /** Nobody, and everybody who works or lives in the first street. */
  actors(): [Role | 'anonymous', Record<string, string>][] {
    const { clients } = this.world.here;
    return [
      ['anonymous', {}],
      ...ROLES.map((role): [Role, Record<string, string>] => [role, bearer(clients[role].token)]),
    ];
  }
}

function leakOf({ text }: Reply): string | null {
  return text.includes(SECRET) || text.includes(SECRET_PHONE)
    ? 'shows what belongs to others'
    : null;
}

export function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

export function withFields(examples: readonly Example[], place: Place): [Example, Field][] {
  return examples.flatMap((example) =>
    example.fields
      .filter((field) => field.place === place)
      .map((field): [Example, Field] => [example, field]),
  );
}
