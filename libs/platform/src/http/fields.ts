import { characterCount, isCleanText, isId } from '@ingrid/kernel';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsObject,
  IsOptional,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/**
 * One decorator per field says what it is, checks it and documents it. Messages carry both languages, split by a line
 * feed; the filter shows the caller's.
 */
interface Presence {
  /** The field may be absent, or null, which means the same: the request then holds undefined. */
  readonly optional?: boolean;
  /** With `optional`: null is kept, because it says that what is there shall be cleared. */
  readonly clearable?: boolean;
  readonly note?: string;
}

const both = (zh: string, en: string): string => `${zh}\n${en}`;

function check(
  name: string,
  message: string,
  test: (value: unknown) => boolean,
): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: test, defaultMessage: () => message } });
}

function field(
  presence: Presence,
  documentation: ApiPropertyOptions,
  ...rules: PropertyDecorator[]
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      required: presence.optional !== true,
      ...(presence.clearable === true ? { nullable: true } : {}),
      ...(presence.note === undefined ? {} : { description: presence.note }),
      ...documentation,
    } as ApiPropertyOptions),
    ...(presence.optional === true ? [IsOptional()] : [ValidateIf(() => true)]),
    ...(presence.optional === true && presence.clearable !== true ? [nullIsAbsent] : []),
    ...rules,
  );
}

const nullIsAbsent = Transform(({ value }) => (value === null ? undefined : (value as unknown)));

/** Text of `min` to `max` characters as a person counts them; trimmed; no control characters, no half surrogates. */
export function Text(
  options: Presence & {
    min?: number;
    max: number;
    pattern?: RegExp;
    patternWords?: [string, string];
  },
): PropertyDecorator {
  const min = options.min ?? (options.optional === true ? 0 : 1);
  const { pattern } = options;
  return field(
    options,
    {
      type: String,
      minLength: min,
      maxLength: options.max,
      ...(pattern ? { pattern: pattern.source } : {}),
    },
    Transform(({ value }) => (typeof value === 'string' ? value.trim() : (value as unknown))),
    check('text', both('应为文字', 'must be text'), (v) => typeof v === 'string'),
    check(
      'clean',
      both(
        '含有无法保存的字符（如控制字符或不完整的字）',
        'contains characters that cannot be kept',
      ),
      (v) => typeof v !== 'string' || isCleanText(v),
    ),
    check(
      'length',
      both(
        `长度应为 ${min} 到 ${options.max} 个字`,
        `must have ${min} to ${options.max} characters`,
      ),
      (v) => {
        if (typeof v !== 'string' || v.length > options.max * 2) return false;
        const count = characterCount(v);
        return count >= min && count <= options.max;
      },
    ),
    ...(pattern
      ? [
          check(
            'pattern',
            both(...(options.patternWords ?? ['格式不对', 'has the wrong form'])),
            (v) => typeof v === 'string' && pattern.test(v),
          ),
        ]
      : []),
  );
}

/** A mainland mobile or fixed line, digits with an optional +86. */
export function Phone(options: Presence = {}): PropertyDecorator {
  return Text({
    ...options,
    min: 5,
    max: 20,
    pattern: /^(\+?\d{1,3}[- ]?)?[\d-]{5,16}$/,
    patternWords: ['应为电话号码，如 13800138000', 'must be a phone number such as 13800138000'],
  });
}

export function Id(options: Presence = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'uuid' },
    check('id', both('应为有效的编号', 'must be an id'), isId),
  );
}

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

export function OneOf(values: readonly string[], options: Presence = {}): PropertyDecorator {
  return field(
    options,
    { type: String, enum: [...values] },
    check(
      'one_of',
      both(`应为以下之一：${values.join('、')}`, `must be one of ${values.join(', ')}`),
      (v) => typeof v === 'string' && values.includes(v),
    ),
  );
}

const numeric = Transform(({ value }) =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : (value as unknown),
);

/** A whole number; in a query it arrives as digits. */
export function Whole(options: Presence & { min: number; max: number }): PropertyDecorator {
  return field(
    options,
    { type: 'integer', minimum: options.min, maximum: options.max },
    numeric,
    check(
      'whole',
      both(
        `应为 ${options.min} 到 ${options.max} 的整数`,
        `must be a whole number from ${options.min} to ${options.max}`,
      ),
      (v) =>
        typeof v === 'number' && Number.isSafeInteger(v) && v >= options.min && v <= options.max,
    ),
  );
}

export function Decimal(options: Presence & { min: number; max: number }): PropertyDecorator {
  return field(
    options,
    { type: Number, minimum: options.min, maximum: options.max },
    numeric,
    check(
      'decimal',
      both(
        `应为 ${options.min} 到 ${options.max} 的数`,
        `must be a number from ${options.min} to ${options.max}`,
      ),
      (v) => typeof v === 'number' && Number.isFinite(v) && v >= options.min && v <= options.max,
    ),
  );
}

export const Latitude = (options: Presence = {}): PropertyDecorator =>
  Decimal({ ...options, min: -90, max: 90 });
export const Longitude = (options: Presence = {}): PropertyDecorator =>
  Decimal({ ...options, min: -180, max: 180 });

export function Flag(options: Presence = {}): PropertyDecorator {
  return field(
    options,
    { type: Boolean },
    Transform(({ value }) =>
      value === 'true' || value === '1'
        ? true
        : value === 'false' || value === '0'
          ? false
          : (value as unknown),
    ),
    check(
      'flag',
      both('应为 true 或 false', 'must be true or false'),
      (v) => typeof v === 'boolean',
    ),
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A moment in ISO 8601 with its offset, between 1900 and 2200. */
export function Instant(options: Presence = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'date-time' },
    check(
      'instant',
      both(
        '应为带时区的时间，如 2026-11-22T09:00:00+08:00',
        'must be a time with offset such as 2026-11-22T09:00:00+08:00',
      ),
      (v) => {
        if (typeof v !== 'string' || !INSTANT.test(v)) return false;
        const at = Date.parse(v);
        return at > Date.UTC(1900, 0) && at < Date.UTC(2200, 0);
      },
    ),
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
