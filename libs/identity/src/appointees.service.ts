import { type Verb } from '@ingrid/contract';
import { requestProblems, type Transaction } from '@ingrid/platform';
import { Injectable } from '@nestjs/common';
import { appointer, idOfLogin, isAppointable } from './data/appointees.repository.js';
import { plainLogin } from './domain/login.js';

/** Somebody to appoint: chosen from a list, or named by the exact login, which only those know whom the person told. */
export type Appointee = { readonly personId: string } | { readonly login: string };

/** @throws request.invalid unless exactly one of the two is given */
export function appointeeOf(given: {
  personId?: string | undefined;
  login?: string | undefined;
}): Appointee {
  const { personId, login } = given;
  if (personId !== undefined && login === undefined) return { personId };
  if (login !== undefined && personId === undefined) return { login };
  const words = '请选择人员或填写账号，只填一项 (choose a person or give a login, one of the two)';
  throw requestProblems.invalid({ fields: [{ field: 'personId', code: 'one_of_two', words }] });
}

/** Whom an administrator may appoint: nobody is pulled, or learnt by name, out of the area of another. */
@Injectable()
export class Appointees {
  /**
   * The id of somebody the actor may appoint with this verb; null alike for a person who does not exist and for one
   * who is known elsewhere only.
   */
  async find(tx: Transaction, who: Appointee, verb: Verb): Promise<string | null> {
    if ('login' in who) return idOfLogin(tx.db, plainLogin(who.login));
    const may = await isAppointable(tx.db, who.personId, appointer(tx.actor, verb));
    return may ? who.personId : null;
  }
}
