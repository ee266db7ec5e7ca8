import { defineStore } from 'pinia';
import { api } from '../../api';
import { type ProcessWire } from './process-wire';

/** Definitions never change within a version, so each is fetched once. */
export const useProcesses = defineStore('desk-processes', () => {
  const known = new Map<string, Promise<ProcessWire>>();

  function get(id: string, version?: number): Promise<ProcessWire> {
    const key = `${id}@${version ?? ''}`;
    const held = known.get(key);
    if (held) return held;
    const asked = api.get<ProcessWire>(`/process/definitions/${id}`, { version });
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    return asked;
  }

  return { get };
});
