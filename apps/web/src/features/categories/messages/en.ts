import { type Catalogue } from '../../../i18n';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  title: 'Categories and case standards',
  lead: 'Reports are made by category; the case standard says when a case is filed, when it is done, and how long it may take.',
  family: { component: 'Components', event: 'Events', grid: 'Grid matters' },
  condition: 'Filed when',
  responsible: 'Responsible',
  who: {
    street: 'street office',
    department: 'department',
    community: 'community',
    company: 'company',
    open: 'not set',
  },
  source: 'Source',
  required: 'required',
  noQuestions: 'No further questions for this category.',
  noStandard: 'No case standard',
  noStandardWhy: 'Categories without one use the default limits of the process.',
};

export default en;
