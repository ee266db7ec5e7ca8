import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy, ValidateIf } from 'class-validator';

/**
 * One decorator per field says what it is, checks it and documents it. Messages carry both languages, split by a line
 * feed; the filter shows the caller's.
 */
export interface Presence {
  /** The field may be absent, or null, which means the same: the request then holds undefined. */
  readonly optional?: boolean;
  /** With `optional`: null is kept, because it says that what is there shall be cleared. */
  readonly clearable?: boolean;
  readonly note?: string;
}

export const both = (zh: string, en: string): string => `${zh}\n${en}`;

export function check(
  name: string,
  message: string,
  test: (value: unknown) => boolean,
): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: test, defaultMessage: () => message } });
}

const nullIsAbsent = Transform(({ value }) => (value === null ? undefined : (value as unknown)));

export function field(
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
