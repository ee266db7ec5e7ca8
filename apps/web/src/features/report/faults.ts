import { type Place } from '../../map';

export type Step = 'photo' | 'place' | 'words' | 'phone' | 'onSpot';

interface Filled {
  photos: readonly Blob[];
  place: Place | null;
  address: string;
  description: string;
  phone: string;
  onSpot: boolean;
  after: readonly Blob[];
  doneWords: string;
}

/** What is still missing, as keys of the catalogue: words are needed, and a place by map or by words. */
export function faultsOf(draft: Filled, signedIn: boolean): Partial<Record<Step, string>> {
  const faults: Partial<Record<Step, string>> = {};
  if (!draft.place && draft.address.trim().length < 2) faults.place = 'report.needPlace';
  if (draft.description.trim().length < 2) faults.words = 'report.needWords';
  if (!signedIn && !isPhone(draft.phone)) faults.phone = 'report.needPhone';
  if (draft.onSpot && (draft.after.length === 0 || draft.doneWords.trim().length < 2)) {
    faults.onSpot = 'report.needDone';
  }
  return faults;
}

/** A number one can call: digits with an optional country code; mobile or landline. */
export function isPhone(words: string): boolean {
  return /^\+?\d{7,15}$/.test(words.replace(/[\s()-]/g, ''));
}
