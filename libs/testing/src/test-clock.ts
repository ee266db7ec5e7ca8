import { Clock } from '@ingrid/kernel';

/** A clock that tests move by hand; it runs with real time from where it was put. */
export class TestClock extends Clock {
  private offset = 0;

  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  set(at: Date | string): void {
    this.offset = new Date(at).getTime() - Date.now();
  }

  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }
}
