import { type Catalogue } from '../../../i18n';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  verify: {
    title: 'Checks',
    lead: 'What the units call done: you say whether it is. What you dispatched or handled yourself is checked by somebody else.',
    empty: 'Nothing waits for your check',
    emptyWhy: 'Finished work appears here by itself.',
  },
  handle: {
    title: 'My work',
    lead: 'What was given to you and your unit, due first.',
    empty: 'Nothing to do',
    emptyWhy: 'What is dispatched to you or your unit appears here by itself.',
  },
  ended: 'Show ended ones',
  question: 'Is it really done?',
  pass: 'Done, close it',
  rework: 'Not done, send back',
  since: 'came {at}',
  pick: 'Choose a task',
  back: 'Back to the list',
};

export default en;
