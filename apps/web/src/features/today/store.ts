import { type IncidentDetailWire, type TaskWire } from '@ingrid/contract';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api, isPassing, type Page } from '../../api';
import { keep, recall, useOutbox, type OutboxItem } from '../../offline';
import { currentPlace, metresBetween, type Place } from '../../map';
import { isOver, stateOf, type TaskMove } from './progress';

const KEPT = 'today';
const MOST = 100;
const READ_AHEAD = 15;

/** The worker's tasks, readable and workable without a network. */
export const useToday = defineStore('today', () => {
  const outbox = useOutbox();
  const tasks = ref<TaskWire[] | null>(null);
  const place = ref<Place | null>(null);
  /** Set when the list comes from the phone: when it was fetched. */
  const keptAt = ref<string | null>(null);
  const fault = ref<unknown>(null);

  const open = computed(() =>
    (tasks.value ?? []).filter(
      (task) => task.kind === 'handle' && !isOver(stateOf(task, outbox.items)),
    ),
  );

  function metres(task: TaskWire): number | null {
    const { location } = task.incident;
    return place.value && location ? metresBetween(place.value, location) : task.metres;
  }

  async function load(): Promise<void> {
    fault.value = null;
    if (tasks.value === null) await showKept();
    try {
      const page = await api.get<Page<TaskWire>>('/tasks', {
        mine: true,
        kind: 'handle',
        limit: MOST,
      });
      tasks.value = page.items;
      keptAt.value = null;
      await keep(KEPT, page.items);
      void readAhead(page.items);
    } catch (error) {
      if (tasks.value === null || !isPassing(error)) fault.value = error;
    }
  }

  async function showKept(): Promise<void> {
    const kept = await recall<TaskWire[]>(KEPT);
    if (!kept) return;
    tasks.value = kept.value;
    keptAt.value = kept.at;
  }

  async function findMe(): Promise<void> {
    place.value = (await currentPlace()) ?? place.value;
  }

  /** What the worker will need in the cellar: words and photos' ids of the next tasks. */
  async function readAhead(items: readonly TaskWire[]): Promise<void> {
    for (const task of items.slice(0, READ_AHEAD)) {
      if (!isOver(task.state)) await detail(task.incident.id).catch(() => null);
    }
  }

  /** The whole incident, from the server or as last seen. */
  async function detail(incidentId: string): Promise<IncidentDetailWire> {
    const key = `incident:${incidentId}`;
    try {
      const answer = await api.get<IncidentDetailWire>(`/incidents/${incidentId}`);
      await keep(key, answer);
      return answer;
    } catch (error) {
      const kept = isPassing(error) ? await recall<IncidentDetailWire>(key) : null;
      if (kept) return kept.value;
      throw error;
    }
  }

  /** One task, from the list on the phone or the server. */
  async function find(id: string): Promise<TaskWire> {
    if (tasks.value === null) await showKept();
    try {
      return await api.get<TaskWire>(`/tasks/${id}`);
    } catch (error) {
      const known = isPassing(error) ? tasks.value?.find((task) => task.id === id) : undefined;
      if (known) return known;
      throw error;
    }
  }

  /** Does the next thing; without a network it is written down and done later, once. */
  async function act(
    task: TaskWire,
    move: TaskMove,
    said: { note?: string; reason?: string; photos?: readonly Blob[] } = {},
  ): Promise<OutboxItem> {
    const { photos = [], ...words } = said;
    const body = { move, ...words, offlineAt: new Date().toISOString() };
    const item = await outbox.submit('task_move', task.incident.title, [
      { path: `/tasks/${task.id}/moves`, body, photos },
    ]);
    if (item.state !== 'waiting') await load();
    return item;
  }

  return { tasks, open, place, keptAt, fault, load, find, findMe, detail, act, metres };
});
