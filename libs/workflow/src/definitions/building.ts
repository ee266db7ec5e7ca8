import type { Audience, Effect, Limit, LimitUnit, TaskMark, Words } from '../definition.js';

// Short names that make a definition read like a table. They give plain data: the result stays JSON.

export const words = (zh: string, en: string): Words => ({ zh, en });

export const limit = (amount: number, unit: LimitUnit): Limit => ({ amount, unit });

export const tell = (audience: Audience, template: string): Effect => ({
  kind: 'notify',
  audience,
  template,
});

export const startClock = (clock: string): Effect => ({ kind: 'clock', clock, do: 'start' });

export const stopClock = (clock: string): Effect => ({ kind: 'clock', clock, do: 'stop' });

export const handleTask = (as: TaskMark): Effect => ({ kind: 'mark_task', task: 'handle', as });
