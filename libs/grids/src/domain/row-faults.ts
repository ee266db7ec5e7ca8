/** Why one row or polygon was not taken in, in both languages. */
export interface RowFault {
  readonly position: number;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly column?: string;
  readonly at?: readonly [number, number];
}

const WORDS = {
  missing_code: ['没有代码', 'the code is missing'],
  bad_code: [
    '代码只能由字母、数字、“-”和“_”组成，最多 64 位',
    'a code may only hold letters, digits, “-” and “_”, at most 64',
  ],
  missing_name: ['没有名称', 'the name is missing'],
  control_characters: [
    '含有看不见的控制字符或不完整的字',
    'contains control characters or half a character',
  ],
  name_too_long: ['名称超过 200 个字', 'the name has more than 200 characters'],
  bad_level: ['级别不认识，应为省、市、区县、街道或社区', 'the level is not known'],
  unknown_parent: ['上级不存在，请先导入上级', 'the parent does not exist; import it first'],
  no_parent: ['没有写明上级', 'the parent is not given'],
  code_not_below_parent: [
    '代码应以上级代码开头',
    'the code must begin with the code of the parent',
  ],
  duplicate_code: ['代码在文件里出现过一次了', 'the code stands in the file twice'],
  wrong_level: ['不能设在这个上级之下', 'it cannot lie in this parent'],
  parent_differs: ['这个代码已经在另一个上级之下', 'this code already lies in another parent'],
  out_of_scope: ['不在您可以导入的辖区内', 'it is outside the area in which you may import'],
  code_taken: ['这个代码已被现有区域使用', 'this code already belongs to a current region'],
  no_community: ['没有写明所属社区（communityCode）', 'the community (communityCode) is not given'],
  unknown_community: [
    '所属社区不存在，请先导入社区',
    'the community does not exist; import it first',
  ],
  bad_kind: ['类型应为综合或专属', 'the kind must be general or special'],
  bad_number: ['应为不小于 0 的整数', 'must be a whole number of 0 or more'],
  bad_phone: ['应为电话号码', 'must be a phone number'],
  text_too_long: ['文字太长', 'the text is too long'],
} as const;

export type RowFaultCode = keyof typeof WORDS;

export function fault(
  code: RowFaultCode,
  where: { position: number; column?: string; value?: string },
): RowFault {
  const [zh, en] = WORDS[code];
  const given = where.value === undefined ? '' : where.value.slice(0, 80);
  return {
    position: where.position,
    code,
    zh: given === '' ? zh : `${zh}：${given}`,
    en: given === '' ? en : `${en}: ${given}`,
    ...(where.column === undefined ? {} : { column: where.column }),
  };
}
