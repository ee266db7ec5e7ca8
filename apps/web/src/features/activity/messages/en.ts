import { type Catalogue } from '../../../i18n';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  title: 'Records',
  lead: 'Who did what, and when. Every accepted step leaves one entry that nobody can change or delete.',
  when: 'When',
  who: 'Who',
  what: 'What',
  subject: 'About',
  anyType: 'Any step',
  anySubject: 'Anything',
  system: 'the system',
  unnamed: 'a former person',
  only: 'only this',
  onlySubject: 'Only what happened to one and the same thing.',
  allSubjects: 'Show all',
  empty: 'No entry fits',
  emptyWhy: 'Change the filters, or widen the dates.',
  subjects: {
    incident: 'Incident',
    task: 'Task',
    person: 'Person',
    grant: 'Grant',
    role: 'Role',
    unit: 'Unit',
    region: 'Region',
    grid: 'Grid',
    import: 'Import',
    rule: 'Rule',
    dispatch_rule: 'Rule',
    session: 'Log-in',
    staff: 'Grid staff',
    grid_staff: 'Grid staff',
    attachment: 'File',
    notice: 'Notice',
    category_import: 'Categories',
    process: 'Process',
  },
};

export default en;
