import { type QuestionWire } from '@ingrid/contract';
import { ANSWER_MISSING } from '../../intake/questions';
import { useOutbox, type OutboxItem } from '../../offline';
import { useDraft } from './draft';
import { stepsOf } from './report-steps';

const TITLE_LENGTH = 24;

/** Turns the draft into one piece of work that arrives once, now or when the network is back. */
export function useSend() {
  const draft = useDraft();
  const outbox = useOutbox();

  /**
   * The piece of work, however it stands now; null when the server asks for an answer that was not given: then nothing
   * was sent and the draft stands as it was.
   */
  async function send(
    categoryCode: string | null,
    questions: readonly QuestionWire[],
    signedIn: boolean,
  ): Promise<OutboxItem | null> {
    const title = draft.description.trim().slice(0, TITLE_LENGTH);
    const steps = stepsOf(draft, { categoryCode, questions, signedIn, at: new Date() });
    const item = await outbox.submit(draft.onSpot ? 'solved_on_spot' : 'report', title, steps);
    if (item.state === 'failed' && item.fault?.code === ANSWER_MISSING) {
      await outbox.discard(item.id);
      return null;
    }
    draft.clear();
    return item;
  }

  return { send };
}
