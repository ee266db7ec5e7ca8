/**
 * What can happen, in the past tense. Each accepted change writes one activity row of one of these types in its own
 * transaction; the row is timeline, audit entry and outbox message at once and holds no personal data.
 */
export const EVENTS = {
  'person.created': { zh: '建立人员', en: 'person created' },
  'person.changed': { zh: '修改人员', en: 'person changed' },
  'person.locked': { zh: '登录被暂停', en: 'log-in suspended' },
  'session.opened': { zh: '登录', en: 'logged in' },
  'session.closed': { zh: '退出', en: 'logged out' },
  'grant.given': { zh: '授予权限', en: 'right granted' },
  'grant.ended': { zh: '收回权限', en: 'right ended' },
  'role.changed': { zh: '修改角色', en: 'role changed' },
  'unit.changed': { zh: '修改单位', en: 'unit changed' },
  'region.imported': { zh: '导入区域', en: 'regions imported' },
  'region.changed': { zh: '修改区域', en: 'region changed' },
  'grid.published': { zh: '发布网格', en: 'grids published' },
  'staff.assigned': { zh: '安排网格力量', en: 'staff assigned' },
  'staff.ended': { zh: '结束任职', en: 'assignment ended' },
  'import.started': { zh: '开始导入', en: 'import started' },
  'import.progressed': { zh: '导入进行中', en: 'import progressed' },
  'import.finished': { zh: '导入完成', en: 'import finished' },
  'import.undone': { zh: '撤销导入', en: 'import undone' },
  'region.base_map_loaded': { zh: '载入底图', en: 'base map loaded' },
  'category.changed': { zh: '修改类别', en: 'category changed' },
  'rule.changed': { zh: '修改派遣规则', en: 'dispatch rule changed' },
  'process.published': { zh: '发布流程', en: 'process published' },
  'attachment.added': { zh: '上传附件', en: 'attachment added' },
  'incident.reported': { zh: '上报', en: 'reported' },
  'incident.moved': { zh: '流转', en: 'moved' },
  'incident.followed': { zh: '关注', en: 'followed' },
  'incident.escalated': { zh: '超期提醒', en: 'escalated' },
  'incident.noted': { zh: '补充记录', en: 'note kept' },
  'incident.recategorised': { zh: '更改类别', en: 'category changed' },
  'task.opened': { zh: '任务下达', en: 'task opened' },
  'task.moved': { zh: '任务流转', en: 'task moved' },
  'notice.sent': { zh: '发出通知', en: 'notice sent' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type EventType = keyof typeof EVENTS;

/** One row of the activity log as clients see it. `seq` is the position in the order of delivery. */
export interface ActivityWire {
  seq: number;
  id: string;
  type: EventType;
  subjectType: string;
  subjectId: string;
  /** Dotted codes from the root, for example `44.4403.440305.440305001`; empty for what belongs to no place. */
  regionPath: string;
  actorId: string | null;
  at: string;
  data: Record<string, unknown>;
}
