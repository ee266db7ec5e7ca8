export { forgetKept, keep, recall } from './kept';
export { type NewStep } from './new-item';
export { type OutboxItem, type OutboxKind, type OutboxState, type OutboxStep } from './outbox-item';
export { reportAnswer, useOutbox } from './outbox-store';
export { forget, remember, tracked, type Tracked } from './tracked';
