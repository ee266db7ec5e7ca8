import { problem } from '@ingrid/kernel';

export interface FieldFault {
  /** Dotted path of the field, for example `location.lat`. */
  field: string;
  code: string;
  words: string;
}

export const requestProblems = {
  invalid: problem<{ fields: FieldFault[] }>(
    'request.invalid',
    400,
    (d) =>
      `有 ${d.fields.length} 处填写有误：${d.fields.map((f) => `${f.field}：${f.words}`).join('；')}。`,
    (d) =>
      `${d.fields.length} field(s) are not valid: ${d.fields.map((f) => `${f.field} ${f.words}`).join('; ')}.`,
  ),
  invalidId: problem<{ name: string }>(
    'request.invalid_id',
    400,
    () => '地址中的编号无效。',
    () => 'The id in the address is not valid.',
  ),
  notJson: problem<{ why: string }>(
    'request.not_json',
    400,
    (d) => `请求内容不是有效的 JSON：${d.why}`,
    (d) => `The request body is not valid JSON: ${d.why}`,
  ),
  tooDeep: problem<{ most: number }>(
    'request.too_deep',
    400,
    (d) => `请求内容嵌套过深，最多 ${d.most} 层。`,
    (d) => `The request body is nested too deeply; at most ${d.most} levels.`,
  ),
  tooLarge: problem(
    'request.too_large',
    413,
    () => '请求内容过大。',
    () => 'The request is too large.',
  ),
  wrongType: problem(
    'request.wrong_content_type',
    415,
    () => '不支持这种内容类型，请用 application/json 或 multipart/form-data。',
    () => 'This content type is not supported; use application/json or multipart/form-data.',
  ),
  noRoute: problem(
    'request.no_such_route',
    404,
    () => '没有这个地址。',
    () => 'There is no such address.',
  ),
  refused: problem<{ why: string }>(
    'request.refused',
    400,
    () => '请求无法处理，请检查内容。',
    () => 'The request could not be understood.',
  ),
};
