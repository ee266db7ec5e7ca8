import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  number: 'Number',
  code: 'Tracking code',
  kind: 'Kind',
  where: 'Place',
  when: 'Reported',
  map: 'Show on the map',
  history: 'What happened',
  byCode: 'Look up by number',
  ask: 'Look up',
  needBoth:
    'Please fill in number and tracking code; both stand on the page shown after reporting.',
  otherCode: 'Use another code',
  none: 'Nothing reported yet',
  noneWhy: 'What you report appears here, with its progress.',
  onPhone: 'Remembered on this phone',
  forget: 'Remove {number} from this phone',
  pending: '{n} not sent yet',
  told: 'Sent; the people working on it will see it.',
  held: 'Received. Somebody checks it first, then work begins.',
  declined: 'Not accepted.',
  declinedFor: 'Not accepted. Reason: {reason}',
  closed: 'Done on {at}',
  ended: '{label} ({at})',
  merged: 'Goes on together with {number}',
  mergedNow: ', which is now: {label}.',
  mergedExpected: ', which is now: {label}. An answer is expected {by}.',
  mergedEnded: ', which is now: {label} ({at}).',
  waiting: 'The people working on it have a question for you.',
  late: '{label}. It is past the expected time and is being followed up.',
  expected: '{label}. An answer is expected {by}.',
  question: 'You are asked',
  say: 'In your words',
  needWords: 'Please write one sentence.',
  move: {
    answer: 'Answer',
    solve_on_spot: 'Solved on the spot',
    withdraw: 'Withdraw',
    reopen: 'Not solved, open it again',
    comment: 'Add something',
  },
  about: {
    answer: 'Your answer goes straight to the people working on it, and work goes on.',
    solve_on_spot: 'Already fixed: a photo and one sentence close it.',
    withdraw: 'Work on it stops. You can report it again later.',
    reopen: 'Please say what is not solved; a photo of now helps.',
    comment: 'It goes to the people working on it and does not change the deadline.',
  },
};

export default en;
