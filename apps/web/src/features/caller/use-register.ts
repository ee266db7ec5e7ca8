import { type DuplicateWire, type FollowAnswer, type ReportAnswer } from '@ingrid/contract';
import { ref } from 'vue';
import { api, newKey, ProblemError } from '../../api';
import { useCategories } from '../../desk/categories-store';
import { plainPhone } from '../../intake/phone';
import { missedBy } from '../../intake/questions';
import { useWords } from '../../i18n/use-words';
import { type CallResult, useCall } from './call';
import { requestOfCall } from './call-request';
import { type Kind } from './use-kind';

/** Registers the call, or lets the caller join what is known already; either gives a number and a code. */
export function useRegister(kind: Kind) {
  const call = useCall();
  const categories = useCategories();
  const words = useWords();
  const sending = ref(false);
  const fault = ref('');
  /** Keys of the questions whose answer the server missed. */
  const missed = ref<string[]>([]);

  async function attempt(work: () => Promise<CallResult>): Promise<void> {
    if (sending.value) return;
    sending.value = true;
    fault.value = '';
    missed.value = [];
    try {
      call.result = await work();
    } catch (error) {
      // A refusal used the key up; a broken line did not, and the same try must arrive once.
      if (error instanceof ProblemError) call.key = newKey();
      missed.value = await missedAnswers(error);
      if (missed.value.length === 0) fault.value = words.fault(error);
    } finally {
      sending.value = false;
    }
  }

  /** Which fields still want an answer; questions that are newer than this page are fetched first. */
  async function missedAnswers(error: unknown): Promise<string[]> {
    if (missedBy(error, []) === null) return [];
    await categories.load(true).catch(() => undefined);
    return missedBy(error, kind.questions.value) ?? [];
  }

  async function register(regionId: () => Promise<string | null>): Promise<void> {
    await attempt(async () => {
      const known = { code: kind.code.value, questions: kind.questions.value };
      const request = requestOfCall(call, known, await regionId());
      const answer = await api.post<ReportAnswer>('/incidents', request, { key: call.key });
      const { id, number, trackingCode = null, expectedAt, held = false } = answer;
      return { kind: 'done', id, number, trackingCode, expectedAt, held };
    });
  }

  async function join({ id, number }: DuplicateWire): Promise<void> {
    await attempt(async () => {
      const body = { phone: plainPhone(call.phone) };
      const answer = await api.post<FollowAnswer>(`/incidents/${id}/followers`, body, {
        key: call.key,
      });
      const trackingCode = answer.trackingCode ?? null;
      return { kind: 'joined', id, number, trackingCode, expectedAt: null, held: false };
    });
  }

  return { sending, fault, missed, register, join };
}
