import { type ReportAnswer } from '@ingrid/contract';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api } from '../api';
import { useSession } from '../api/session-store';
import { t } from '../i18n';
import { faultWords } from '../i18n/fault';
import { newItem, type NewStep } from './new-item';
import { MemoryStore, type OutboxItem, type OutboxKind, type OutboxStore } from './outbox-item';
import type { Outbox } from './outbox';
import { remember } from './tracked';

const LOOK_AGAIN_MS = 20_000;
const FLAG = 'ingrid.outbox';

/** The queue as screens see it. The database is loaded only when there is, or will be, something in it. */
export const useOutbox = defineStore('outbox', () => {
  const items = ref<OutboxItem[]>([]);
  const session = useSession();
  let opened: Promise<Outbox> | null = null;

  const mine = computed(() =>
    items.value.filter(({ owner }) => owner === '' || owner === session.me?.person.id),
  );
  const waiting = computed(() => mine.value.filter(({ state }) => state === 'waiting'));
  const failed = computed(() => mine.value.filter(({ state }) => state === 'failed'));
  const unread = computed(() => mine.value.filter(({ state }) => state === 'kept_as_note'));

  function changed(item: OutboxItem): void {
    const rest = items.value.filter(({ id }) => id !== item.id);
    items.value = [...rest, item].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    flag(items.value.length > 0);
    if (item.state === 'sent') rememberCode(item);
  }

  function open(): Promise<Outbox> {
    opened ??= make();
    return opened;
  }

  async function make(): Promise<Outbox> {
    const { Outbox: Made } = await import('./outbox');
    const outbox = new Made({
      store: await openStore(),
      sender: api,
      now: Date.now,
      owner: () => session.me?.person.id ?? null,
      faultWords: (error) => faultWords(error, (key, values) => t(key, values ?? {})),
      changed,
    });
    for (const item of await outbox.list()) changed(item);
    return outbox;
  }

  /** Writes work down and tries to send it at once; answers how it stands after that try. */
  async function submit(
    kind: OutboxKind,
    title: string,
    steps: readonly NewStep[],
  ): Promise<OutboxItem> {
    const item = await newItem(session.me?.person.id ?? '', kind, title, steps);
    const outbox = await open();
    await outbox.add(item);
    await outbox.flush();
    return items.value.find(({ id }) => id === item.id) ?? item;
  }

  async function flush(force = false): Promise<void> {
    const outbox = await open();
    if (waiting.value.length === 0) return;
    await session.refresh();
    await outbox.flush(force);
  }

  async function retry(id: string): Promise<void> {
    await (await open()).retry(id);
  }

  async function discard(id: string): Promise<void> {
    await (await open()).discard(id);
    items.value = items.value.filter((item) => item.id !== id);
    flag(items.value.length > 0);
  }

  /** Called once at app start: sends what waits now and whenever there is reason to hope. */
  function start(): void {
    const look = (): void => {
      if (hasFlag() && navigator.onLine && document.visibilityState === 'visible') void flush();
    };
    window.addEventListener('online', () => hasFlag() && void flush(true));
    document.addEventListener('visibilitychange', look);
    setInterval(look, LOOK_AGAIN_MS);
    if (hasFlag()) void open().then(() => flush(true));
  }

  return { items: mine, waiting, failed, unread, open, submit, flush, retry, discard, start };
});

/** The answer of the first step of a report, when it arrived. */
export function reportAnswer(item: OutboxItem): ReportAnswer | null {
  const answer = item.steps[0]?.answer;
  // The first step of a report is POST /incidents, whose answer has this shape.
  return typeof answer === 'object' && answer !== null ? (answer as ReportAnswer) : null;
}

async function openStore(): Promise<OutboxStore> {
  try {
    const { PhoneDatabase } = await import('./database');
    const database = new PhoneDatabase();
    await database.open();
    return database;
  } catch {
    return new MemoryStore();
  }
}

function rememberCode(item: OutboxItem): void {
  if (item.kind !== 'report') return;
  const answer = reportAnswer(item);
  if (!answer?.trackingCode) return;
  const { number, trackingCode } = answer;
  remember({ number, trackingCode, title: item.title, at: item.createdAt });
}

function flag(on: boolean): void {
  try {
    if (on) localStorage.setItem(FLAG, '1');
    else localStorage.removeItem(FLAG);
  } catch {
    // Storage may be forbidden; then the queue lives in memory anyway.
  }
}

function hasFlag(): boolean {
  try {
    return localStorage.getItem(FLAG) === '1';
  } catch {
    return false;
  }
}
