import { isCleanText, isId } from '@ingrid/kernel';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsObject, ValidateNested } from 'class-validator';
import { both, check, field, type Presence } from './field.js';

export function Ids(options: Presence & { max: number }): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'uuid', isArray: true, maxItems: options.max },
    IsArray({ message: both('应为列表', 'must be a list') }),
    ArrayMaxSize(options.max, {
      message: both(`最多 ${options.max} 项`, `at most ${options.max}`),
    }),
    ArrayUnique({ message: both('有重复项', 'has an item twice') }),
    check(
      'ids',
      both('含有无效的编号', 'has an invalid id'),
      (v) => Array.isArray(v) && v.every(isId),
    ),
  );
}

/** A list of different short texts. */
export function Texts(
  options: Presence & { maxItems: number; maxLength: number },
): PropertyDecorator {
  const words = both(
    `每项为 1 到 ${options.maxLength} 个字`,
    `each of 1 to ${options.maxLength} characters`,
  );
  return field(
    options,
    { type: String, isArray: true, maxItems: options.maxItems },
    IsArray({ message: both('应为列表', 'must be a list') }),
    ArrayMaxSize(options.maxItems, {
      message: both(`最多 ${options.maxItems} 项`, `at most ${options.maxItems}`),
    }),
    ArrayUnique({ message: both('有重复项', 'has an item twice') }),
    check(
      'texts',
      words,
      (v) =>
        Array.isArray(v) &&
        v.every(
          (t) =>
            typeof t === 'string' && t !== '' && t.length <= options.maxLength && isCleanText(t),
        ),
    ),
  );
}

/** A list of rows that are judged one by one where they are taken in. */
export function Rows(options: Presence & { max: number }): PropertyDecorator {
  return field(
    options,
    { type: 'array', items: { type: 'object' }, maxItems: options.max },
    IsArray({ message: both('应为列表', 'must be a list') }),
    ArrayMaxSize(options.max, {
      message: both(`最多 ${options.max} 项`, `at most ${options.max}`),
    }),
  );
}

/** A nested object of a request class of its own. */
export function Part(type: () => new () => object, options: Presence = {}): PropertyDecorator {
  return field(
    options,
    // Nest tells a class from a function that answers one by the name `type`.
    { type: () => type() },
    check(
      'object',
      both('应为一组字段', 'must be an object'),
      (v) => typeof v === 'object' && v !== null && !Array.isArray(v),
    ),
    ValidateNested(),
    Type(type),
  );
}

/** A flat table of short texts, such as the answers to a category's extra questions. */
export function TextTable(
  options: Presence & { maxKeys: number; maxLength: number },
): PropertyDecorator {
  return field(
    options,
    { type: 'object', additionalProperties: { type: 'string', maxLength: options.maxLength } },
    IsObject({ message: both('应为一组字段', 'must be an object') }),
    check(
      'table',
      both(
        `最多 ${options.maxKeys} 项，每项最多 ${options.maxLength} 字`,
        `at most ${options.maxKeys} texts of ${options.maxLength} characters`,
      ),
      (v) => {
        if (typeof v !== 'object' || v === null) return false;
        const entries = Object.entries(v);
        return (
          entries.length <= options.maxKeys &&
          entries.every(
            ([k, t]) =>
              k.length <= 64 &&
              isCleanText(k) &&
              typeof t === 'string' &&
              t.length <= options.maxLength &&
              isCleanText(t),
          )
        );
      },
    ),
  );
}
