import { isPassing, newKey, ProblemError } from '../api';
import {
  type OutboxFault,
  type OutboxItem,
  type OutboxStep,
  type OutboxStore,
} from './outbox-item';

export interface SendOptions {
  key: string;
  /** As it was written down: with another sender its keys would count anew. */
  as: 'person' | 'nobody';
}

/** The part of the api client the queue needs. */
export interface Sender {
  post<T>(path: string, body: unknown, options: SendOptions): Promise<T>;
  upload<T>(path: string, form: FormData, options: SendOptions): Promise<T>;
}

export interface OutboxParts {
  store: OutboxStore;
  sender: Sender;
  now: () => number;
  /** Whose work may be sent now; null: nobody is logged in. */
  owner: () => string | null;
  faultWords: (error: unknown) => string;
  changed: (item: OutboxItem) => void;
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
const KEEP_FINISHED_MS = 7 * 86_400_000;

/**
 * Work done without a network, sent in the order it was done. Each POST and each photo carries its own key, written
 * down before the first try, so that a try whose answer was lost does not make a second incident.
 */
export class Outbox {
  private readonly parts: OutboxParts;
  private tail: Promise<void> = Promise.resolve();

  constructor(parts: OutboxParts) {
    this.parts = parts;
  }

  /** Writes the work down; after this it survives everything but the loss of the phone. */
  async add(item: OutboxItem): Promise<void> {
    await this.parts.store.put(item);
    this.parts.changed(item);
  }

  /** Oldest first. */
  async list(): Promise<OutboxItem[]> {
    const items = await this.parts.store.all();
    return items.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  /** Sends what may be sent now; `force` ignores the pauses after failed tries. One run at a time, in turn. */
  flush(force = false): Promise<void> {
    const run = this.tail.then(() => this.run(force));
    this.tail = run.catch(() => undefined);
    return run;
  }

  /** A person looked at a refused piece of work and wants it tried again. */
  async retry(id: string): Promise<void> {
    const item = await this.parts.store.get(id);
    if (!item || item.state !== 'failed') return;
    await this.keep({ ...item, state: 'waiting', tries: 0, nextTryAt: 0, fault: null });
    await this.flush(true);
  }

  /** Removes a piece of work for good; asked for by a person only. */
  async discard(id: string): Promise<void> {
    await this.parts.store.remove(id);
  }

  private async run(force: boolean): Promise<void> {
    for (const item of await this.list()) {
      if (this.isOld(item)) await this.parts.store.remove(item.id);
      else if (this.isDue(item, force) && !(await this.send(item))) return;
    }
  }

  private isOld(item: OutboxItem): boolean {
    return (
      item.finishedAt !== null &&
      this.parts.now() - new Date(item.finishedAt).getTime() > KEEP_FINISHED_MS
    );
  }

  private isDue(item: OutboxItem, force: boolean): boolean {
    if (item.state !== 'waiting') return false;
    if (item.owner !== '' && item.owner !== this.parts.owner()) return false;
    return force || item.nextTryAt <= this.parts.now();
  }

  /** Answers false when the network is gone, so that the rest need not be tried. */
  private async send(item: OutboxItem): Promise<boolean> {
    let current = item;
    try {
      for (let index = 0; index < current.steps.length; index += 1) {
        current = await this.sendStep(current, index);
      }
      await this.keep(this.finished(current));
      return true;
    } catch (error) {
      const latest = (await this.parts.store.get(item.id)) ?? current;
      return this.failedTry(latest, error);
    }
  }

  private async sendStep(item: OutboxItem, index: number): Promise<OutboxItem> {
    const step = item.steps[index];
    if (!step || step.answer !== undefined) return item;
    const { item: uploaded, ids } = await this.sendPhotos(item, index);
    const path = step.path.replace('{id}', () => idOf(item.steps[index - 1]?.answer));
    const body = ids.length > 0 ? { ...step.body, attachmentIds: ids } : step.body;
    const answer = await this.parts.sender.post<unknown>(path, body, asOwner(item, step.key));
    return this.keep(withStep(uploaded, index, { ...step, photos: [], answer: answer ?? true }));
  }

  private async sendPhotos(
    item: OutboxItem,
    index: number,
  ): Promise<{ item: OutboxItem; ids: string[] }> {
    let current = item;
    const ids: string[] = [];
    for (const [place, photo] of (item.steps[index]?.photos ?? []).entries()) {
      let id = photo.attachmentId;
      if (id === undefined) {
        const form = new FormData();
        form.append(
          'file',
          new Blob([photo.bytes], { type: photo.mime }),
          `photo-${place + 1}.jpg`,
        );
        const answer = await this.parts.sender.upload<{ id: string }>(
          '/attachments',
          form,
          asOwner(item, photo.key),
        );
        id = answer.id;
        current = await this.keep(withPhoto(current, index, place, id));
      }
      ids.push(id);
    }
    return { item: current, ids };
  }

  private async failedTry(item: OutboxItem, error: unknown): Promise<boolean> {
    const fault = faultOf(error, this.parts.faultWords(error));
    const signedOut = fault.status === 401;
    if (isPassing(error) || signedOut) {
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** item.tries);
      const nextTryAt = this.parts.now() + pause;
      await this.keep({ ...item, tries: item.tries + 1, nextTryAt, fault });
      return false;
    }
    if (/attachment/i.test(fault.code) && hasUploads(item) && item.tries < 3) {
      // An upload nobody claimed for a day is swept away; the bytes are still here.
      return this.send(await this.keep({ ...forgetUploads(item), tries: item.tries + 1 }));
    }
    await this.keep({ ...item, state: 'failed', fault });
    return true;
  }

  private finished(item: OutboxItem): OutboxItem {
    const last = item.steps.at(-1)?.answer;
    const kept = fieldOf(last, 'outcome') === 'kept_as_note' || fieldOf(last, 'kept') === 'note';
    const words = fieldOf(last, 'words');
    return {
      ...item,
      state: kept ? 'kept_as_note' : 'sent',
      words: typeof words === 'string' ? words : null,
      fault: null,
      finishedAt: new Date(this.parts.now()).toISOString(),
    };
  }

  private async keep(item: OutboxItem): Promise<OutboxItem> {
    await this.parts.store.put(item);
    this.parts.changed(item);
    return item;
  }
}

function asOwner({ owner }: OutboxItem, key: string): SendOptions {
  return { key, as: owner === '' ? 'nobody' : 'person' };
}

function withStep(item: OutboxItem, index: number, step: OutboxStep): OutboxItem {
  return { ...item, steps: item.steps.map((each, place) => (place === index ? step : each)) };
}

function withPhoto(item: OutboxItem, index: number, place: number, id: string): OutboxItem {
  const step = item.steps[index];
  if (!step) return item;
  const photos = step.photos.map((photo, at) =>
    at === place ? { ...photo, attachmentId: id } : photo,
  );
  return withStep(item, index, { ...step, photos });
}

function hasUploads(item: OutboxItem): boolean {
  return item.steps.some((step) => step.photos.some((photo) => photo.attachmentId !== undefined));
}

function forgetUploads(item: OutboxItem): OutboxItem {
  const steps = item.steps.map((step) => ({
    ...step,
    photos: step.photos.map(({ bytes, mime }) => ({ key: newKey(), bytes, mime })),
  }));
  return { ...item, steps };
}

function faultOf(error: unknown, words: string): OutboxFault {
  if (error instanceof ProblemError) return { code: error.code, words, status: error.status };
  return { code: 'network', words, status: 0 };
}

function fieldOf(answer: unknown, field: string): unknown {
  if (typeof answer !== 'object' || answer === null) return undefined;
  return Object.entries(answer).find(([name]) => name === field)?.[1];
}

function idOf(answer: unknown): string {
  const id = fieldOf(answer, 'id');
  return typeof id === 'string' ? encodeURIComponent(id) : '';
}
