import { type Catalogue } from '../../../i18n';
import type zh from './zh';

const en: Catalogue<typeof zh> = {
  title: 'Process',
  lead: 'How a matter goes from report to closing, who may do which step, and how long each may take. A running matter stays on the version it began with.',
  version: 'version {n}',
  moves: 'Every step',
  move: 'Step',
  from: 'From',
  to: 'To',
  who: 'Who may',
  needs: 'Needs',
  or: ' or ',
  anyState: 'any stage',
  target: { previous: 'back to where it was', same: 'stays where it is' },
  relation: {
    reporter: 'the reporter',
    follower: 'a follower',
    assignee: 'whoever has it',
    unit_member: 'the unit’s people',
    system: 'the system',
  },
  clocks: 'Time limits and reminders',
  limit: 'Limit',
  byStandard: 'by case standard; {limit} without one',
  steps: 'When who is told',
  atRatio: 'At {n}% used:',
  atOnce: 'As soon as late:',
  after: '{limit} late:',
  tell: 'tell {who}',
  audience: {
    reporter: 'the reporter',
    followers: 'followers',
    assignee: 'the unit in charge',
    dispatchers: 'dispatchers',
    inspectors: 'inspectors',
    supervisors: 'supervisors',
    arbiters: 'arbiters',
  },
};

export default en;
