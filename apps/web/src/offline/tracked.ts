import { ref } from 'vue';

/** A matter reported from this phone without an account: with its code it can be followed. */
export interface Tracked {
  number: string;
  trackingCode: string;
  title: string;
  at: string;
}

const KEY = 'ingrid.tracked';
const MOST = 50;

/** Newest first; kept on this phone only. */
export const tracked = ref<Tracked[]>(read());

export function remember(matter: Tracked): void {
  const others = tracked.value.filter((each) => each.number !== matter.number);
  write([matter, ...others].slice(0, MOST));
}

export function forget(number: string): void {
  write(tracked.value.filter((each) => each.number !== number));
}

function write(value: Tracked[]): void {
  tracked.value = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // Storage may be forbidden; the code was shown and can be written down.
  }
}

function read(): Tracked[] {
  try {
    // Written by write() above.
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Tracked[];
  } catch {
    return [];
  }
}
