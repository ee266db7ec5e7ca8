/** Everything that can be allowed or refused, with the words an administrator reads. */
export const VERBS = {
  'region.read': { zh: '查看区域与网格', en: 'See regions and grids' },
  'region.manage': { zh: '维护区域与网格', en: 'Maintain regions and grids' },
  'staff.manage': { zh: '安排网格力量', en: 'Assign grid staff' },
  'import.run': { zh: '导入数据', en: 'Run imports' },
  'person.read': { zh: '查看人员', en: 'See people' },
  'person.manage': { zh: '维护人员', en: 'Maintain people' },
  'grant.manage': { zh: '授予权限', en: 'Grant rights' },
  'role.manage': { zh: '维护角色', en: 'Maintain roles' },
  'category.manage': { zh: '维护类别与立案标准', en: 'Maintain categories and case standards' },
  'rule.manage': { zh: '维护派遣规则', en: 'Maintain dispatch rules' },
  'incident.report': { zh: '上报', en: 'Report' },
  'incident.report_for': { zh: '代来电人登记', en: 'Report for a caller' },
  'incident.read': { zh: '查看案件', en: 'See incidents' },
  'incident.read_reporter': { zh: '查看上报人', en: 'See who reported' },
  'incident.file': { zh: '立案或不予受理', en: 'File or refuse' },
  'incident.moderate': { zh: '审核可疑上报', en: 'Moderate held reports' },
  'incident.dispatch': { zh: '派遣', en: 'Dispatch' },
  'incident.designate': { zh: '指定办理', en: 'Designate' },
  'incident.handle': { zh: '处置', en: 'Handle' },
  'incident.solve_on_spot': { zh: '当场处置', en: 'Solve on the spot' },
  'incident.verify': { zh: '核查', en: 'Verify' },
  'incident.close': { zh: '结案', en: 'Close' },
  'incident.supervise': { zh: '督办', en: 'Supervise' },
  'incident.comment': { zh: '补充说明', en: 'Comment' },
  'task.read': { zh: '查看任务', en: 'See tasks' },
  'activity.read': { zh: '查看办理记录', en: 'See the activity record' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type Verb = keyof typeof VERBS;

export function isVerb(value: string): value is Verb {
  return Object.hasOwn(VERBS, value);
}
