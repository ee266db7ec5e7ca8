import { type Catalogue } from '../../../i18n/catalogue';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  count: '{n} to do',
  late: '{n} overdue',
  order: 'Order',
  by: { due: 'By time', near: 'By distance' },
  unsent: '{n} waiting to be sent',
  failed: ', {n} not accepted',
  kept: 'No network; this list was kept {at}.',
  none: 'All of today is done',
  noneWhy: 'New tasks appear here by themselves. Report what you see on the way below.',
  noLimit: 'No time limit',
  noPlace: 'No place given',
  noDetail: 'Details need a network.',
  waits: 'Written down; sent when the network is back',
  reason: 'Dispatcher: {words}',
  number: 'Number',
  over: 'This task is done or handed back.',
  how: 'What was done',
  howHint: 'For example: bulb replaced, lamp works',
  why: 'Why is it handed back',
  whyHint: 'For example: this stretch belongs to the parks department',
  needBoth: 'Please add a photo of the result and one sentence.',
  needReason: 'Please give the reason.',
  move: {
    accept: 'Accept',
    start: 'Start',
    finish: 'Finish',
    hand_back: 'Hand back',
  },
  told: {
    waiting: 'No network. It is kept on this phone and sent by itself later.',
    kept: 'The matter had moved on meanwhile; your work is kept on it as a note.',
    failed: 'It was not accepted; it is still among what waits.',
    accept: 'Accepted.',
    start: 'Started.',
    finish: 'Sent; it will be checked.',
    hand_back: 'Handed back to the dispatcher.',
  },
};

export default en;
