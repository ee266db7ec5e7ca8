import { Injectable, type PipeTransform } from '@nestjs/common';
import { roleProblems } from '../identity.problems.js';

export const ROLE_CODE = /^[a-z][a-z0-9_]{1,39}$/;

/** Codes are part of addresses and of definitions of processes: small letters, digits and underscores. */
@Injectable()
export class RoleCodePipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!ROLE_CODE.test(value)) throw roleProblems.badCode({});
    return value;
  }
}
