import { type QuestionWire } from '@ingrid/contract';
import { isPhone } from '../../intake/phone';
import { type Answers, unanswered } from '../../intake/questions';
import { type Place } from '../../map';

export type Step = 'photo' | 'place' | 'words' | 'phone';
/** In the order in which the form asks. */
const FAULTS = ['photo', 'place', 'words', 'answers', 'onSpot', 'phone'] as const;
export type Fault = (typeof FAULTS)[number];

interface Filled {
  photos: readonly Blob[];
  place: Place | null;
  address: string;
  description: string;
  answers: Answers;
  phone: string;
  onSpot: boolean;
  after: readonly Blob[];
  doneWords: string;
}

/** On which screen of the elder mode a fault is mended. */
export const STEP_OF: Record<Fault, Step> = {
  photo: 'photo',
  place: 'place',
  words: 'words',
  answers: 'words',
  onSpot: 'words',
  phone: 'phone',
};

/** What is still missing, as keys of the catalogue: words are needed, and a place by map or by words. */
export function faultsOf(
  draft: Filled,
  signedIn: boolean,
  questions: readonly QuestionWire[] = [],
): Partial<Record<Fault, string>> {
  const faults: Partial<Record<Fault, string>> = {};
  if (!draft.place && draft.address.trim().length < 2) faults.place = 'report.needPlace';
  if (draft.description.trim().length < 2) faults.words = 'report.needWords';
  if (unanswered(questions, draft.answers).length > 0) faults.answers = 'report.needAnswer';
  if (draft.onSpot && !isDone(draft)) faults.onSpot = 'report.needDone';
  if (!signedIn && !isPhone(draft.phone)) faults.phone = 'report.needPhone';
  return faults;
}

/** The faults of one step of the elder mode, or of all; in the order in which the form asks. */
export function faultsAt(faults: Partial<Record<Fault, string>>, step?: Step): Fault[] {
  return FAULTS.filter((each) => faults[each] && (!step || STEP_OF[each] === step));
}

function isDone({ after, doneWords }: Filled): boolean {
  return after.length > 0 && doneWords.trim().length >= 2;
}
