import { type ProblemWire } from '@ingrid/contract';
import { isProblem, newId, type Problem } from '@ingrid/kernel';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { languageOf } from '../access/access.guard.js';
import { problemOfConstraint } from '../database/constraint-problems.js';
import { log } from '../log.js';
import { platformProblems } from '../platform.problems.js';
import { requestProblems } from './request.problems.js';

/** The one way in which anything refused or failed becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') return;
    const http = host.switchToHttp();
    sendProblem(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  if (reply.sent) return;
  const problem = toProblem(error);
  const reference = newId();
  if (problem.status >= 500)
    log.error({ error, reference, route: request.routeOptions.url }, 'a request failed');
  if (problem.retryAfterSeconds !== undefined)
    void reply.header('Retry-After', String(problem.retryAfterSeconds));
  if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
  void reply
    .status(problem.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(problemWire(problem, reference, languageOf(request)));
}

/** RFC 9457 with our stable code. */
export function problemWire(
  problem: Problem,
  reference: string,
  language: 'zh' | 'en',
): ProblemWire {
  return {
    type: `urn:ingrid:problem:${problem.code}`,
    title: problem.code,
    status: problem.status,
    code: problem.code,
    detail: problem.say(language),
    details: problem.detailsIn(language),
    reference,
  };
}

export function toProblem(error: unknown): Problem {
  if (isProblem(error)) return error;
  return (
    problemOfConstraint(error) ??
    problemOfFramework(error) ??
    problemOfDatabase(error) ??
    platformProblems.unexpected({})
  );
}

/** What Fastify and Nest refuse by themselves, before any code of ours runs. */
function problemOfFramework(error: unknown): Problem | null {
  const status = statusOf(error);
  if (status === null || status >= 500) return null;
  // A part of the address that is longer than any id names nothing.
  if (status === 404 || status === 414) return requestProblems.noRoute({});
  if (status === 413) return requestProblems.tooLarge({});
  if (status === 415) return requestProblems.wrongType({});
  return requestProblems.refused({
    why: error instanceof Error ? error.message.slice(0, 120) : '',
  });
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

const BUSY = new Set([
  '40001',
  '40P01',
  '53300',
  '55P03',
  '57014',
  '57P01',
  '57P03',
  '08006',
  '08003',
]);
const RETRY_SECONDS = 2;

/** Deadlocks, timeouts and a database that restarts pass by themselves. */
function problemOfDatabase(error: unknown): Problem | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  const code = String(error.code);
  return BUSY.has(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET'
    ? platformProblems.busy({ retryAfterSeconds: RETRY_SECONDS })
    : null;
}
