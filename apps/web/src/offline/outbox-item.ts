/** A photo on its way: bytes stay on the phone until the step that needs it is done. */
export interface QueuedPhoto {
  /** Idempotency key of the upload. */
  key: string;
  bytes: ArrayBuffer;
  mime: string;
  /** Set when the upload arrived. */
  attachmentId?: string;
}

/** One POST. `{id}` in the path stands for the id that the step before answered. */
export interface OutboxStep {
  key: string;
  path: string;
  body: Record<string, unknown>;
  photos: QueuedPhoto[];
  answer?: unknown;
}

export type OutboxKind = 'report' | 'solved_on_spot' | 'task_move' | 'incident_move';

/**
 * waiting: will be sent by itself · failed: refused, somebody has to look · sent: arrived · kept_as_note: arrived after
 * the matter had moved on, kept on it as a note.
 */
export type OutboxState = 'waiting' | 'failed' | 'sent' | 'kept_as_note';

export interface OutboxFault {
  code: string;
  words: string;
  status: number;
}

export interface OutboxItem {
  id: string;
  /** Person who did the work; '' where nobody was logged in. */
  owner: string;
  kind: OutboxKind;
  title: string;
  createdAt: string;
  state: OutboxState;
  steps: OutboxStep[];
  tries: number;
  nextTryAt: number;
  /** Why it waits or failed; null while nothing went wrong. */
  fault: OutboxFault | null;
  /** What the server said when it kept the work as a note. */
  words: string | null;
  finishedAt: string | null;
}

/** Where the queue lies: IndexedDB on a phone, memory where a browser forbids it. */
export interface OutboxStore {
  put(item: OutboxItem): Promise<void>;
  get(id: string): Promise<OutboxItem | undefined>;
  all(): Promise<OutboxItem[]>;
  remove(id: string): Promise<void>;
}

/** Holds the queue only while the page is open. */
export class MemoryStore implements OutboxStore {
  private readonly items = new Map<string, OutboxItem>();

  put(item: OutboxItem): Promise<void> {
    this.items.set(item.id, structuredClone(item));
    return Promise.resolve();
  }

  get(id: string): Promise<OutboxItem | undefined> {
    return Promise.resolve(this.items.get(id));
  }

  all(): Promise<OutboxItem[]> {
    return Promise.resolve([...this.items.values()]);
  }

  remove(id: string): Promise<void> {
    this.items.delete(id);
    return Promise.resolve();
  }
}
