import { problem } from '@ingrid/kernel';

export const taskProblems = {
  notFound: problem<{ id: string }>(
    'tasks.not_found',
    404,
    () => '没有这项任务。',
    () => 'There is no such task.',
  ),
  ended: problem<{ state: string }>(
    'tasks.ended',
    409,
    () => '这项任务已经结束，请刷新列表。',
    () => 'This task has already ended; reload the list.',
  ),
  ruleNotFound: problem<{ id: string }>(
    'rules.not_found',
    404,
    () => '没有这条派遣规则。',
    () => 'There is no such dispatch rule.',
  ),
  ruleExists: problem(
    'rules.exists',
    409,
    () => '这个类别和区域已经有派遣规则，请修改那一条。',
    () => 'There is already a dispatch rule for this category and region; change that one.',
  ),
  ruleTarget: problem(
    'rules.one_target',
    400,
    () => '请从单位、人员、本网格网格员中选一个作为派遣对象。',
    () => 'Choose exactly one of unit, person or worker of the grid.',
  ),
  unknownCategory: problem<{ code: string }>(
    'rules.unknown_category',
    422,
    (d) => `没有代码为“${d.code}”的类别，或者它已停用。`,
    (d) => `There is no category "${d.code}" in use.`,
  ),
  unknownRegion: problem<{ path: string }>(
    'rules.unknown_region',
    422,
    (d) => `没有路径为“${d.path}”的区域。`,
    (d) => `There is no region with the path "${d.path}".`,
  ),
  targetCannotAct: problem(
    'rules.target_cannot_act',
    422,
    () => '所选单位不存在，或所选人员在这里没有处置权限（可能已停用）。请另选。',
    () => 'There is no such unit, or this person may not handle matters here. Choose another.',
  ),
  ruleStale: problem<{ yours: number; current: number }>(
    'rules.stale',
    409,
    () => '这条规则刚被别人改过，请核对后再保存。',
    () => 'Somebody else has just changed this rule; compare and save again.',
  ),
};
