import { isId } from '@ingrid/kernel';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { requestProblems } from './request.problems.js';

/** Checks an id in the address. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw requestProblems.invalidId({ name: 'id' });
    return value.toLowerCase();
  }
}
