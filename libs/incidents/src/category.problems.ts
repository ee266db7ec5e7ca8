import { problem } from '@ingrid/kernel';

const some = (names: readonly string[]): string => names.slice(0, 5).join('、');

/** What can go wrong when an office changes a category or a case standard. */
export const categoryProblems = {
  notFound: problem(
    'categories.not_found',
    404,
    () => '没有这个类别。',
    () => 'There is no such category.',
  ),
  codeTaken: problem<{ code: string }>(
    'categories.code_taken',
    409,
    (d) => `代码“${d.code}”已经有类别在用，停用的类别也保留代码。请换一个。`,
    (d) => `The code "${d.code}" belongs to a category, perhaps one out of use. Choose another.`,
  ),
  noSuchParent: problem<{ parentCode: string }>(
    'categories.no_such_parent',
    422,
    (d) => `“${d.parentCode}”不能作上级：没有这个类别、它已停用，或者层级已到第三级。`,
    (d) =>
      `"${d.parentCode}" cannot be the parent: unknown, out of use, or already the third level.`,
  ),
  stale: problem<{ yours: number; current: number }>(
    'categories.stale',
    409,
    () => '这个类别刚被别人修改过，没有保存。请查看最新内容后再改。',
    () => 'Somebody changed this category in the meantime; nothing was saved. Look at it again.',
  ),
  hasParts: problem<{ names: string[] }>(
    'categories.has_parts',
    409,
    (d) => `它下面还有 ${d.names.length} 个在用的类别（${some(d.names)}）。请先停用这些类别。`,
    (d) => `${d.names.length} categor(ies) below are in use (${some(d.names)}). Retire them first.`,
  ),
  parentOutOfUse: problem<{ name: string }>(
    'categories.parent_out_of_use',
    409,
    (d) => `上级类别“${d.name}”已停用，请先启用上级。`,
    (d) => `The parent "${d.name}" is out of use; take that one into use first.`,
  ),
  badValue: problem<{ faults: string[] }>(
    'categories.bad_value',
    422,
    (d) => `没有保存：${d.faults.slice(0, 3).join('；')}。`,
    (d) => `Nothing was saved; ${d.faults.length} value(s) are not valid: ${d.faults[0] ?? ''}.`,
  ),
  standardNotFound: problem(
    'categories.standard_not_found',
    404,
    () => '没有这条立案标准，或者它已被修改。请查看最新内容。',
    () => 'There is no such case standard, or it was changed meanwhile. Look at it again.',
  ),
  conditionTaken: problem<{ condition: string }>(
    'categories.condition_taken',
    409,
    (d) => `这个类别已有立案条件“${d.condition}”。请修改那一条，或换一个条件。`,
    (d) => `This category has a standard "${d.condition}" already. Change that one instead.`,
  ),
};
