import { type Verb } from './verbs.js';

export interface RoleShape {
  code: string;
  zh: string;
  en: string;
  verbs: readonly Verb[];
}

/** The roles a new installation starts with; afterwards they are rows that an administrator may change. */
export const DEFAULT_ROLES = [
  { code: 'resident', zh: '居民', en: 'Resident', verbs: ['incident.report'] },
  {
    code: 'worker',
    zh: '网格员',
    en: 'Grid worker',
    verbs: [
      'incident.report',
      'incident.read',
      'incident.solve_on_spot',
      'incident.handle',
      'incident.comment',
      'task.read',
      'region.read',
    ],
  },
  {
    code: 'dispatcher',
    zh: '派遣员',
    en: 'Dispatcher',
    verbs: [
      'incident.report',
      'incident.report_for',
      'incident.read',
      'incident.read_reporter',
      'incident.file',
      'incident.moderate',
      'incident.dispatch',
      'incident.comment',
      'task.read',
      'region.read',
      'rule.manage',
      'activity.read',
      'person.read',
    ],
  },
  {
    code: 'handler',
    zh: '部门经办',
    en: 'Department handler',
    verbs: ['incident.read', 'incident.handle', 'incident.comment', 'task.read', 'region.read'],
  },
  {
    code: 'inspector',
    zh: '核查员',
    en: 'Inspector',
    verbs: [
      'incident.read',
      'incident.verify',
      'incident.close',
      'incident.comment',
      'task.read',
      'region.read',
    ],
  },
  {
    code: 'supervisor',
    zh: '督查员',
    en: 'Supervisor',
    verbs: [
      'incident.read',
      'incident.read_reporter',
      'incident.designate',
      'incident.supervise',
      'incident.comment',
      'task.read',
      'region.read',
      'activity.read',
      'person.read',
    ],
  },
  {
    code: 'admin',
    zh: '系统管理员',
    en: 'Administrator',
    // An administrator may grant every verb, and one can only grant what one holds.
    verbs: [
      'region.read',
      'region.manage',
      'staff.manage',
      'import.run',
      'person.read',
      'person.manage',
      'grant.manage',
      'role.manage',
      'category.manage',
      'rule.manage',
      'incident.report',
      'incident.report_for',
      'incident.read',
      'incident.read_reporter',
      'incident.file',
      'incident.moderate',
      'incident.dispatch',
      'incident.designate',
      'incident.handle',
      'incident.solve_on_spot',
      'incident.verify',
      'incident.close',
      'incident.supervise',
      'incident.comment',
      'task.read',
      'activity.read',
    ],
  },
] as const satisfies readonly RoleShape[];
