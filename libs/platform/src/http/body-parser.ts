import { type FastifyInstance } from 'fastify';
import { requestProblems } from './request.problems.js';

const DEEPEST = 24;
const BODY_LIMIT = 1_048_576;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON bodies. Depth is judged on the text, before anything recursive sees it, and broken UTF-8 is refused
 * instead of being replaced silently.
 */
export function useJsonBodies(server: FastifyInstance): void {
  server.removeContentTypeParser(['application/json', 'text/plain']);
  server.addContentTypeParser(
    /^application\/([\w.-]+\+)?json/,
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (_request, body, done) => {
      try {
        done(null, parseJson(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (depthOf(body) > DEEPEST) throw requestProblems.tooDeep({ most: DEEPEST });
  try {
    return JSON.parse(utf8.decode(body), dropPrototype) as unknown;
  } catch (error) {
    throw requestProblems.notJson({
      why: error instanceof SyntaxError ? error.message.slice(0, 120) : 'UTF-8',
    });
  }
}

function dropPrototype(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function depthOf(body: Buffer): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i];
    if (quoted) {
      if (c === BACKSLASH) i += 1;
      else if (c === QUOTE) quoted = false;
    } else if (c === QUOTE) quoted = true;
    else if (c === 0x7b || c === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (c === 0x7d || c === 0x5d) depth -= 1;
  }
  return deepest;
}
