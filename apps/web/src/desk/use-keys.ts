import { onScopeDispose } from 'vue';
import { isDialogOpen } from './open-dialogs';

const COMMAND_TYPES = new Set(['checkbox', 'radio', 'button', 'submit', 'range', 'file']);

/** Single-key commands of a page; silent while somebody writes, a dialog is open, or a modifier is held. */
export function useKeys(commands: Record<string, () => void>): void {
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const command = commands[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!command || isDialogOpen() || isWriting(event.target)) return;
    event.preventDefault();
    command();
  }
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}

/** Where a letter belongs to the text and is no command. */
export function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !COMMAND_TYPES.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}
