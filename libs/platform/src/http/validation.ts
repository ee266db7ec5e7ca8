import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  ValidationPipe,
} from '@nestjs/common';
import { type ValidationError } from 'class-validator';
import { isProblem, type Language, Problem, type ProblemDetails } from '@ingrid/kernel';
import { type FieldFault, requestProblems } from './request.problems.js';

/** Checks every request class; what is wrong is named field by field in both languages. Unknown fields are ignored. */
export function validation(): PipeTransform {
  return new NamedFaults(
    new ValidationPipe({ transform: true, whitelist: true, exceptionFactory: invalid }),
  );
}

@Injectable()
class NamedFaults implements PipeTransform {
  constructor(private readonly inner: ValidationPipe) {}

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // A body that is not an object would otherwise pass as an instance without fields.
    const object = typeof value === 'object' && value !== null && !Array.isArray(value);
    const given = metadata.type === 'body' && !object && value !== undefined ? [] : (value ?? {});
    if (Array.isArray(given)) {
      throw inBothLanguages([
        { field: 'body', code: 'object', words: '应为一组字段\nmust be an object' },
      ]);
    }
    try {
      return (await this.inner.transform(given, metadata)) as unknown;
    } catch (error) {
      if (isProblem(error)) throw error;
      // class-transformer throws plain errors on some shapes it cannot turn into a class.
      throw requestProblems.refused({ why: '' });
    }
  }
}

/** Every fault in both languages; the caller's is chosen when the answer is written. */
class InvalidRequest extends Problem {
  constructor(private readonly both: Record<Language, Problem>) {
    const { zh, en } = both;
    super(zh.code, zh.status, zh.details, { zh: zh.say('zh'), en: en.say('en') });
  }

  override detailsIn(language: Language): ProblemDetails {
    return this.both[language].details;
  }
}

function invalid(errors: ValidationError[]): Problem {
  return inBothLanguages(errors.flatMap((e) => faultsOf(e, '')));
}

function inBothLanguages(found: readonly FieldFault[]): Problem {
  const line = (n: 0 | 1): Problem =>
    requestProblems.invalid({
      fields: found.map((f) => ({ ...f, words: f.words.split('\n')[n] ?? f.words })),
    });
  return new InvalidRequest({ zh: line(0), en: line(1) });
}

function faultsOf(error: ValidationError, prefix: string): FieldFault[] {
  const field = prefix === '' ? error.property : `${prefix}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([code, words]) => ({
    field,
    code,
    words,
  }));
  // One sentence per field is enough: the first rule that fails explains the rest.
  return [...own.slice(-1), ...(error.children ?? []).flatMap((child) => faultsOf(child, field))];
}
