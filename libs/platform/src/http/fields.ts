import { characterCount, isCleanText, isId, isInstant } from '@ingrid/kernel';
import { Transform } from 'class-transformer';
import { both, check, field, type Presence } from './field.js';

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
    ...textRules(min, options.max),
    ...(pattern ? [patternRule(pattern, options.patternWords)] : []),
  );
}

function textRules(min: number, max: number): PropertyDecorator[] {
  const unclean = both(
    '含有无法保存的字符（如控制字符或不完整的字）',
    'contains characters that cannot be kept',
  );
  const length = both(`长度应为 ${min} 到 ${max} 个字`, `must have ${min} to ${max} characters`);
  return [
    check('text', both('应为文字', 'must be text'), (v) => typeof v === 'string'),
    check('clean', unclean, (v) => typeof v !== 'string' || isCleanText(v)),
    check('length', length, (v) => {
      if (typeof v !== 'string' || v.length > max * 2) return false;
      const count = characterCount(v);
      return count >= min && count <= max;
    }),
  ];
}

function patternRule(pattern: RegExp, words?: [string, string]): PropertyDecorator {
  const message = both(...(words ?? ['格式不对', 'has the wrong form']));
  return check('pattern', message, (v) => typeof v === 'string' && pattern.test(v));
}

/** A mainland mobile or fixed line, digits with an optional +86; at least five digits, as 12345 has. */
export function Phone(options: Presence = {}): PropertyDecorator {
  return Text({
    ...options,
    min: 5,
    max: 20,
    pattern: /^(?=(.*\d){5})(\+?\d{1,3}[- ]?)?[\d-]{5,16}$/,
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

/** A moment in ISO 8601 with its offset (UTC−14 to UTC+14), between 1900 and 2200, on a day that exists. */
export function Instant(options: Presence = {}): PropertyDecorator {
  const words = both(
    '应为带时区的时间，如 2026-11-22T09:00:00+08:00',
    'must be a time with offset such as 2026-11-22T09:00:00+08:00',
  );
  return field(
    options,
    { type: String, format: 'date-time' },
    check('instant', words, (v) => typeof v === 'string' && isInstant(v)),
  );
}
