import { type Actor } from './actor.js';

/** Answers who stands behind a session token; implemented by `identity`. */
export abstract class Authenticator {
  /** The actor of a token, or null for one that is unknown, expired or closed. */
  abstract actorOf(token: string): Promise<Actor | null>;
}
