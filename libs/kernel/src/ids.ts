import { v7, validate } from 'uuid';

/** A new identifier: UUIDv7, so that keys made later sort later and indexes grow at one end. */
export function newId(): string {
  return v7();
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && validate(value);
}
