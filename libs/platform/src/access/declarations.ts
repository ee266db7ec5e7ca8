import { type Verb } from '@ingrid/contract';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const ACCESS = 'ingrid:access';

/** Where the OpenAPI document says who may use a route. */
export const ACCESS_EXTENSION = 'x-access';

export type AccessDeclaration =
  | { readonly kind: 'verb'; readonly verb: Verb }
  | { readonly kind: 'person'; readonly why: string }
  | { readonly kind: 'public'; readonly why: string };

/** The caller must hold the verb somewhere; the service then asks for the object itself. */
export const Requires = (verb: Verb): MethodDecorator & ClassDecorator =>
  declared({ kind: 'verb', verb });

/** Any logged-in person, for what concerns only themselves. */
export const RequiresPerson = (why: string): MethodDecorator & ClassDecorator =>
  declared({ kind: 'person', why });

/** Open to everybody, with the reason why. */
export const Public = (why: string): MethodDecorator & ClassDecorator =>
  declared({ kind: 'public', why });

export const ANY_SESSION = 'ingrid:any-session';

/** A public write that begins a session: one that has ended does not matter to it. */
export const BeginsSession = (): MethodDecorator => SetMetadata(ANY_SESSION, true);

function declared(access: AccessDeclaration): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(ACCESS, access), ApiExtension(ACCESS_EXTENSION, access));
}
