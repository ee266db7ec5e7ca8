import { type Language } from '@ingrid/kernel';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { accessProblems } from './access.problems.js';
import { type Actor, ANONYMOUS } from './actor.js';
import { Authenticator } from './authenticator.js';
import { ACCESS, type AccessDeclaration, ANY_SESSION } from './declarations.js';
import { csrfMatches, presentedToken } from './session-token.js';

const actors = new WeakMap<object, Actor>();

/** Who makes this request; `ANONYMOUS` until the guard has looked. */
export function actorOfRequest(request: object): Actor {
  return actors.get(request) ?? ANONYMOUS;
}

/** Hands the acting person to a route. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) =>
  actorOfRequest(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Closed unless opened: what declares nothing is refused, sockets included. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declared = this.reflector.getAllAndOverride<AccessDeclaration | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!declared) throw accessProblems.undeclared({});
    // Gateways authenticate their connection themselves and ask per room.
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const begins = this.reflector.get<boolean | undefined>(ANY_SESSION, context.getHandler());
    const actor = await this.identify(request, declared, begins === true);
    actors.set(request, actor.speaking(languageOf(request)));
    if (declared.kind === 'verb' && !actor.holds(declared.verb)) {
      throw actor.kind === 'anonymous'
        ? accessProblems.unauthenticated({})
        : accessProblems.forbidden({ verb: declared.verb });
    }
    return true;
  }

  private async identify(
    request: FastifyRequest,
    declared: AccessDeclaration,
    beginsSession: boolean,
  ): Promise<Actor> {
    const presented = presentedToken(request.headers);
    const actor = presented && (await this.authenticator.actorOf(presented.token));
    if (!actor) {
      const onPurpose = presented?.fromCookie === false;
      if (onPurpose || !mayBeAnybody(request, declared, beginsSession))
        throw accessProblems.unauthenticated({});
      return ANONYMOUS;
    }
    if (
      presented.fromCookie &&
      !isSafe(request.method) &&
      !csrfMatches(presented.token, request.headers['x-csrf-token'])
    ) {
      throw accessProblems.csrf({});
    }
    return actor;
  }
}

/**
 * A stale cookie does not keep anybody from public pages. But a page that proves to be ours when it writes has or had a
 * session: its work is a person's and must not arrive as nobody's, even where the browser has thrown the cookie away.
 */
function mayBeAnybody(
  request: FastifyRequest,
  declared: AccessDeclaration,
  beginsSession: boolean,
): boolean {
  if (declared.kind !== 'public') return false;
  return beginsSession || isSafe(request.method) || request.headers['x-csrf-token'] === undefined;
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** Chinese unless the caller asks for English first. */
export function languageOf(request: {
  headers: { 'accept-language'?: string | undefined };
}): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}
