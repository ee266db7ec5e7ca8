import { type MoveAnswer, type MoveRequest, type MoveWire } from '@ingrid/contract';
import { api, type AttachmentWire } from '../../api';

/** What is being filled in for one move. */
export interface MoveDraft {
  note: string;
  reason: string;
  unitId: string;
  personId: string;
  categoryCode: string;
  duplicateOfId: string;
  photos: Blob[];
}

export const EMPTY_DRAFT: MoveDraft = {
  note: '',
  reason: '',
  unitId: '',
  personId: '',
  categoryCode: '',
  duplicateOfId: '',
  photos: [],
};

/** What the process asks for and the draft does not hold yet, as names of needs. */
export function missingNeeds(move: MoveWire, draft: MoveDraft): string[] {
  const held: Record<string, boolean> = {
    note: draft.note.trim() !== '',
    reason: draft.reason.trim() !== '',
    assignee: draft.unitId !== '' || draft.personId !== '',
    category: draft.categoryCode !== '',
    duplicateOf: draft.duplicateOfId !== '',
    evidence: draft.photos.length >= Math.max(1, move.evidence),
  };
  return move.needs.filter((need) => held[need] === false);
}

/** The request without its photos; empty fields are left out. */
export function requestOf(move: string, draft: MoveDraft): MoveRequest {
  const request: MoveRequest = { move };
  if (draft.note.trim()) request.note = draft.note.trim();
  if (draft.reason.trim()) request.reason = draft.reason.trim();
  if (draft.unitId) request.assigneeUnitId = draft.unitId;
  if (draft.personId) request.assigneePersonId = draft.personId;
  if (draft.categoryCode) request.categoryCode = draft.categoryCode;
  if (draft.duplicateOfId) request.duplicateOfId = draft.duplicateOfId;
  return request;
}

/** Uploads one after the other and answers the ids. */
export async function uploadPhotos(photos: readonly Blob[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [place, photo] of photos.entries()) {
    const form = new FormData();
    form.append('file', photo, `photo-${place + 1}.jpg`);
    ids.push((await api.upload<AttachmentWire>('/attachments', form)).id);
  }
  return ids;
}

/** @throws ProblemError `incidents.stale` when somebody was faster; the draft stays with the caller. */
export async function makeMove(
  incidentId: string,
  request: MoveRequest,
  photos: readonly Blob[],
  key: string,
): Promise<MoveAnswer> {
  const attachmentIds = await uploadPhotos(photos);
  const body = attachmentIds.length > 0 ? { ...request, attachmentIds } : request;
  return api.post<MoveAnswer>(`/incidents/${incidentId}/moves`, body, { key });
}
