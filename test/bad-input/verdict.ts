import { type Reply } from './wire.js';

const SLOWEST_MS = 5_000;
const KEYS = ['code', 'detail', 'details', 'reference', 'status', 'title', 'type'];
// What must never reach a caller: code, SQL, or words that were filled in with nothing.
const INSIDE =
  /\bat \w.*\.(ts|js):\d|node_modules|SELECT |INSERT INTO|relation "|violates|syntax error|undefined|\[object |NaN\b/;

interface ProblemShape {
  readonly code: string;
  readonly detail: string;
  readonly details: {
    readonly fields?: readonly { readonly field: string; readonly code: string }[];
  };
  readonly status: number;
}

/** What is wrong with an answer, whatever was asked; null when it is as every answer must be. */
export function faultOf(reply: Reply): string | null {
  if (reply.status === 0) return 'no answer';
  if (reply.status >= 500) return 'failed';
  if (reply.milliseconds > SLOWEST_MS) return `took ${Math.round(reply.milliseconds)} ms`;
  return reply.status >= 400 ? problemFault(reply) : null;
}

function problemFault(reply: Reply): string | null {
  if (!reply.type.startsWith('application/problem+json')) return `is of type ${reply.type}`;
  const problem = problemOf(reply);
  if (!problem || Object.keys(problem).sort().join() !== KEYS.join())
    return 'is no problem document';
  if (problem.status !== reply.status) return 'names another status';
  if (typeof problem.detail !== 'string' || problem.detail === '') return 'has no words';
  if (INSIDE.test(withoutQuotes(problem.detail))) return 'shows its inside';
  return null;
}

/** A refusal may name the field and quote what the caller wrote. */
function withoutQuotes(detail: string): string {
  return detail.replaceAll(/[“"].*?[”"]/g, '');
}

export function problemOf(reply: Reply): ProblemShape | null {
  if (reply.status < 400 || !reply.type.includes('json')) return null;
  try {
    const body: unknown = JSON.parse(reply.text);
    return typeof body === 'object' && body !== null && 'code' in body
      ? (body as ProblemShape)
      : null; // judged above
  } catch {
    return null;
  }
}

/** True when the answer refuses just this field. */
export function blames(reply: Reply, field: string): boolean {
  const named = problemOf(reply)?.details.fields ?? [];
  return named.some((fault) => fault.field === field);
}
