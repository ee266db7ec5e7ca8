import { type Problem } from '@ingrid/kernel';
import { QueryFailedError } from 'typeorm';

const byConstraint = new Map<string, () => Problem>();

/** The database is the last word: a module says which problem a violated constraint means. */
export function mapConstraint(name: string, problem: () => Problem): void {
  byConstraint.set(name, problem);
}

export function problemOfConstraint(error: unknown): Problem | null {
  if (!(error instanceof QueryFailedError)) return null;
  const driver: unknown = error.driverError;
  if (typeof driver !== 'object' || driver === null || !('constraint' in driver)) return null;
  return byConstraint.get(String(driver.constraint))?.() ?? null;
}
