import { Clock } from '@ingrid/kernel';

/** A clock that stands where the story is. */
export class StoryClock extends Clock {
  private at = new Date();

  now(): Date {
    return this.at;
  }

  set(at: Date): void {
    this.at = at;
  }
}
