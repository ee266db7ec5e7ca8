import { newKey } from '../api';
import { type OutboxItem, type OutboxKind, type QueuedPhoto } from './outbox-item';

export interface NewStep {
  path: string;
  body: Record<string, unknown>;
  photos?: readonly Blob[];
}

/** Makes a piece of work with all its keys; from here on it can be sent any number of times and arrives once. */
export async function newItem(
  owner: string,
  kind: OutboxKind,
  title: string,
  steps: readonly NewStep[],
): Promise<OutboxItem> {
  return {
    id: newKey(),
    owner,
    kind,
    title,
    createdAt: new Date().toISOString(),
    state: 'waiting',
    steps: await Promise.all(
      steps.map(async ({ path, body, photos = [] }) => ({
        key: newKey(),
        path,
        body: plain(body),
        photos: await Promise.all(photos.map(queued)),
      })),
    ),
    tries: 0,
    nextTryAt: 0,
    fault: null,
    words: null,
    finishedAt: null,
  };
}

// A form's values may be Vue proxies, which no database takes.
function plain(body: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(body)) as Record<string, unknown>;
}

// Bytes and not a Blob: some phones lose Blobs kept in IndexedDB.
async function queued(photo: Blob): Promise<QueuedPhoto> {
  return { key: newKey(), bytes: await photo.arrayBuffer(), mime: photo.type || 'image/jpeg' };
}
