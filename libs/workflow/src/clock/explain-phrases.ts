/** The parts of a sentence, already in words. Parts that do not apply are empty. */
export interface Parts {
  readonly at: string;
  readonly due: string;
  /** `（返工）` / ` (Rework)`. */
  readonly because: string;
  readonly limit: string;
  readonly label: string;
  readonly skipped: string;
  readonly length: string;
  readonly level: string;
}

export type PhraseKind =
  | 'started'
  | 'paused'
  | 'resumed'
  | 'resumedAtOnce'
  | 'continuedCounting'
  | 'continuedLeavingOut'
  | 'due_changed'
  | 'escalated'
  | 'stopped';

export type StandingKind = `${'done' | 'paused' | 'running'}${'Late' | 'InTime'}`;

interface Phrases {
  readonly tick: Readonly<Record<PhraseKind, (parts: Parts) => string>>;
  readonly standing: Readonly<Record<StandingKind, (length: string) => string>>;
  readonly unpublished: (year: string) => string;
}

const after = (text: string, mark: string): string => (text === '' ? '' : `${text}${mark}`);

export const ZH: Phrases = {
  tick: {
    started: (p) =>
      `${after(p.label, ' ')}${p.limit}，${p.at} 开始，${after(p.skipped, '，')}${p.due} 到期。`,
    paused: (p) => `${p.at} 暂停${p.because}。`,
    resumed: (p) => `${p.at} 恢复${p.because}，停了 ${p.length}，到期顺延到 ${p.due}。`,
    resumedAtOnce: (p) => `${p.at} 恢复${p.because}，暂停期间没有工作时间，到期仍是 ${p.due}。`,
    continuedCounting: (p) => `${p.at} 继续计时${p.because}，中间的时间照算，到期仍是 ${p.due}。`,
    continuedLeavingOut: (p) =>
      `${p.at} 继续计时${p.because}，之前用掉的时间照算，停下的时间不算，到期为 ${p.due}。`,
    due_changed: (p) => `${p.at} 时限改为 ${p.limit}${p.because}，到期改为 ${p.due}。`,
    escalated: (p) => `${p.at} 提醒升到第 ${p.level} 级。`,
    stopped: (p) => `${p.at} 停止计时${p.because}。`,
  },
  standing: {
    doneLate: (length) => `超期 ${length} 完成。`,
    doneInTime: (length) => `按时完成，用了 ${length}。`,
    pausedLate: (length) => `现在暂停，已超期 ${length}。`,
    pausedInTime: (length) => `现在暂停，恢复后还有 ${length}。`,
    runningLate: (length) => `已超期 ${length}。`,
    runningInTime: (length) => `还剩 ${length}。`,
  },
  unpublished: (year) => `${year} 年的放假安排还没有公布，暂按周一至周五计算。`,
};

export const EN: Phrases = {
  tick: {
    started: (p) =>
      `${after(p.label, ', ')}${p.limit}: begins ${p.at}, ${after(p.skipped, ', ')}due ${p.due}.`,
    paused: (p) => `${p.at}: paused${p.because}.`,
    resumed: (p) => `${p.at}: resumed${p.because} after ${p.length}; due moves to ${p.due}.`,
    resumedAtOnce: (p) =>
      `${p.at}: resumed${p.because}; no working time passed, still due ${p.due}.`,
    continuedCounting: (p) =>
      `${p.at}: goes on${p.because}; the time in between counts, still due ${p.due}.`,
    continuedLeavingOut: (p) =>
      `${p.at}: goes on${p.because}; time used before counts, the stop does not; due ${p.due}.`,
    due_changed: (p) => `${p.at}: limit changed to ${p.limit}${p.because}; due ${p.due}.`,
    escalated: (p) => `${p.at}: reminder raised to level ${p.level}.`,
    stopped: (p) => `${p.at}: stopped${p.because}.`,
  },
  standing: {
    doneLate: (length) => `Ended ${length} late.`,
    doneInTime: (length) => `Ended in time after ${length}.`,
    pausedLate: (length) => `Paused, ${length} late.`,
    pausedInTime: (length) => `Paused, ${length} left.`,
    runningLate: (length) => `${length} overdue.`,
    runningInTime: (length) => `${length} left.`,
  },
  unpublished: (year) =>
    `The holidays of ${year} are not published yet; counted as Monday to Friday for now.`,
};
