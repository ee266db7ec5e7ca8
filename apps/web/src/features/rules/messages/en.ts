import { type Catalogue } from '../../../i18n';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  title: 'Dispatch rules',
  lead: 'Which category, where, to whom. The closest rule wins; without one the dispatcher chooses.',
  add: 'Add a rule',
  change: 'Change the rule',
  to: 'To',
  how: 'How',
  note: 'Note',
  automatic: 'by itself',
  automaticLong: 'Dispatch by itself once filed; otherwise it is only the first suggestion',
  suggests: 'suggestion',
  allCategories: 'All categories',
  gridWorker: 'The worker of the grid',
  unitOrPerson: 'A unit or person',
  onePerson: 'One person (optional)',
  empty: 'No rules yet',
  emptyWhy: 'With a rule the dispatcher sees a suggestion and its reason.',
  endTitle: 'Delete this rule',
  endWhat: '“{what}” will no longer be suggested to {to}. What is dispatched already stays.',
};

export default en;
