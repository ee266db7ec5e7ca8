import { type QuestionWire, type ReportRequest } from '@ingrid/contract';
import { plainPhone } from '../../intake/phone';
import { answersFor, type Answers } from '../../intake/questions';
import { type Place } from '../../map';
import { type NewStep } from '../../offline';

/** The part of the draft that is sent. */
export interface Sendable {
  photos: readonly Blob[];
  place: Place | null;
  address: string;
  description: string;
  answers: Answers;
  name: string;
  phone: string;
  onSpot: boolean;
  after: readonly Blob[];
  doneWords: string;
}

export interface Known {
  categoryCode: string | null;
  questions: readonly QuestionWire[];
  signedIn: boolean;
  /** When the button was pressed, which may be long before it arrives. */
  at: Date;
}

/** The POSTs of a report; what was settled on the spot brings its closing along. */
export function stepsOf(draft: Sendable, known: Known): NewStep[] {
  const report = {
    path: '/incidents',
    body: { ...requestOf(draft, known) },
    photos: draft.photos,
  };
  if (!draft.onSpot) return [report];
  const body = {
    move: 'solve_on_spot',
    note: draft.doneWords.trim(),
    // When somebody else took the matter on meanwhile, the work is kept on it as a note instead of being refused.
    offlineAt: known.at.toISOString(),
  };
  return [report, { path: '/incidents/{id}/moves', body, photos: draft.after }];
}

function requestOf(draft: Sendable, { categoryCode, questions, signedIn }: Known): ReportRequest {
  const answers = answersFor(questions, draft.answers);
  const address = draft.address.trim();
  return {
    description: draft.description.trim(),
    ...(categoryCode ? { categoryCode } : {}),
    ...(categoryCode && Object.keys(answers).length > 0 ? { answers } : {}),
    ...(draft.place ? { location: { lat: draft.place.lat, lng: draft.place.lng } } : {}),
    ...(address ? { address } : {}),
    ...(signedIn || !draft.phone.trim() ? {} : { contact: contactOf(draft) }),
  };
}

function contactOf(draft: Sendable): { phone: string; name?: string } {
  const phone = plainPhone(draft.phone);
  const name = draft.name.trim();
  return name ? { phone, name } : { phone };
}
