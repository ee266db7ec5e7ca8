import { type LoggerService } from '@nestjs/common';
import { pino } from 'pino';

/**
 * The one log: structured, one line each, without personal data. What could carry some (headers, bodies, addresses)
 * is never handed to it.
 */
export const log = pino({
  level: 'info',
  base: null,
  serializers: { error: errorWithoutParameters, err: errorWithoutParameters },
});

export function setLogLevel(level: string): void {
  log.level = level;
}

/** Query parameters can hold names and phone numbers; the driver puts them on its errors. */
function errorWithoutParameters(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return { name: error.name, message: error.message, stack: error.stack };
}

/** Sends what Nest itself says to the same log. */
export class NestLog implements LoggerService {
  log(message: unknown, context?: string): void {
    log.debug({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    log.error({ context, stack }, String(message));
  }
  warn(message: unknown, context?: string): void {
    log.warn({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    log.debug({ context }, String(message));
  }
}
