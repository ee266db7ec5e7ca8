import { type UploadWire } from '@ingrid/contract';
import { api } from '../../api';

/** Uploads photos one after the other and answers their ids. */
export async function uploadAll(photos: readonly Blob[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [place, photo] of photos.entries()) {
    const form = new FormData();
    form.append('file', photo, `photo-${place + 1}.jpg`);
    ids.push((await api.upload<UploadWire>('/attachments', form)).id);
  }
  return ids;
}

/** The body of a move from what was said: a reason where the process wants one, a note elsewhere. */
export function moveBody(
  move: string,
  words: string,
  attachmentIds: readonly string[],
): Record<string, unknown> {
  const reasons = ['withdraw', 'reopen'];
  const said = words ? { [reasons.includes(move) ? 'reason' : 'note']: words } : {};
  return { move, ...said, ...(attachmentIds.length > 0 ? { attachmentIds } : {}) };
}
