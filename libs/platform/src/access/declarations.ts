import { type Verb } from '@ingrid/contract';
import { SetMetadata } from '@nestjs/common';

export const ACCESS = 'ingrid:access';

export type AccessDeclaration =
  | { readonly kind: 'verb'; readonly verb: Verb }
  | { readonly kind: 'person'; readonly why: string }
  | { readonly kind: 'public'; readonly why: string };

/** The caller must hold the verb somewhere; the service then asks for the object itself. */
export const Requires = (verb: Verb): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, { kind: 'verb', verb } satisfies AccessDeclaration);

/** Any logged-in person, for what concerns only themselves. */
export const RequiresPerson = (why: string): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, { kind: 'person', why } satisfies AccessDeclaration);

/** Open to everybody, with the reason why. */
export const Public = (why: string): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, { kind: 'public', why } satisfies AccessDeclaration);
