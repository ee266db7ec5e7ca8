import { type Verb } from '@ingrid/contract';

/** Who holds this everywhere, without an end, is an administrator; an installation never loses the last one. */
export const ADMINISTRATOR_VERB: Verb = 'grant.manage';
