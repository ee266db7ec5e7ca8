import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  guest: 'Not logged in',
  guestWhy: 'You can report and look up without an account',
  matters: 'My reports',
  notices: 'Notices',
  queue: 'To be sent',
  nearby: 'Map around here',
  card: 'My grid',
  language: 'Language',
  size: 'Text size',
  theme: 'Light or dark',
  themes: { auto: 'As the phone', light: 'Light', dark: 'Dark' },
  queueEmpty: 'Nothing waits to be sent',
  queueEmptyWhy: 'Work done without a network is kept here and sent by itself later.',
  queueWaiting: '{n} waiting. They go out by themselves when the network is back.',
  sendNow: 'Send now',
  photos: '{n} photos',
  keptAsNote: 'The matter had moved on meanwhile; your work is kept on it as a note.',
  noNetwork: 'No network; it goes out by itself later.',
  move: {
    accept: 'Accept',
    start: 'Start',
    finish: 'Finish',
    hand_back: 'Hand back',
  },
  logInFirst: 'Your log-in has expired. Log in and it goes out by itself; nothing is lost.',
  failedWhat:
    'It is still on this phone. Act on the reason and try again, or ask the street office.',
  remove: 'Remove',
  removeAsk: 'Remove this entry',
  removeSent: 'It has arrived; only the entry on this phone is removed.',
  removeUnsent: 'It has not arrived. Words and photos will be gone.',
  state: {
    waiting: 'Waiting',
    failed: 'Not accepted',
    sent: 'Arrived',
    kept_as_note: 'Kept as a note',
  },
  kind: {
    report: 'Report',
    solved_on_spot: 'Solved on the spot',
    task_move: 'Task',
    incident_move: 'Matter',
  },
};

export default en;
