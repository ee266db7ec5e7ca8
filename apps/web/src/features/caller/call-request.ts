import { type LocateWire, type QuestionWire, type ReportRequest } from '@ingrid/contract';
import { isPhone, plainPhone } from '../../intake/phone';
import { type Answers, answersFor, unanswered } from '../../intake/questions';
import { type Place } from '../../map';

export interface Call {
  phone: string;
  name: string;
  description: string;
  answers: Answers;
  place: Place | null;
  address: string;
  area: string;
}

export interface CallFacts {
  questions: readonly QuestionWire[];
  /** Path of the picked place; null while it is not known or lies outside all grids. */
  placePath: string | null;
  /** May calls for this region path be taken ('' is everywhere)? */
  mayAt: (path: string) => boolean;
}

export type CallFault = 'phone' | 'words' | 'answers' | 'place' | 'area';

/** What is still missing in the order in which it is asked, as keys of the catalogue. */
export function faultsOfCall(call: Call, facts: CallFacts): Partial<Record<CallFault, string>> {
  const faults: Partial<Record<CallFault, string>> = {};
  if (!isPhone(call.phone)) faults.phone = 'caller.needPhone';
  if (call.description.trim().length < 2) faults.words = 'caller.needWords';
  if (unanswered(facts.questions, call.answers).length > 0) faults.answers = 'caller.needAnswer';
  return { ...faults, ...(call.place ? ofPoint(facts) : ofWords(call, facts)) };
}

function ofPoint({ placePath, mayAt }: CallFacts): Partial<Record<CallFault, string>> {
  return placePath !== null && !mayAt(placePath) ? { place: 'caller.outside' } : {};
}

function ofWords(call: Call, { mayAt }: CallFacts): Partial<Record<CallFault, string>> {
  if (call.address.trim().length < 2) return { place: 'caller.needPlace' };
  if (call.area === '') return mayAt('') ? {} : { area: 'caller.needArea' };
  return mayAt(call.area) ? {} : { area: 'caller.outside' };
}

/** Codes of the located grid as the path that grants are given in (letters, digits and underscore only). */
export function pathOf({ region, path }: LocateWire): string | null {
  if (!region) return null;
  return path.map(({ code }) => code.replaceAll(/\W/g, '_')).join('.');
}

export function requestOfCall(
  call: Call,
  kind: { code: string | null; questions: readonly QuestionWire[] },
  regionId: string | null,
): ReportRequest {
  const answers = answersFor(kind.questions, call.answers);
  const address = call.address.trim();
  const name = call.name.trim();
  return {
    description: call.description.trim(),
    contact: { phone: plainPhone(call.phone), ...(name ? { name } : {}) },
    ...(kind.code ? { categoryCode: kind.code } : {}),
    ...(kind.code && Object.keys(answers).length > 0 ? { answers } : {}),
    ...(address ? { address } : {}),
    ...placeOf(call, regionId),
  };
}

function placeOf({ place }: Call, regionId: string | null): Partial<ReportRequest> {
  if (place) return { location: { lat: place.lat, lng: place.lng } };
  return regionId ? { regionId } : {};
}
