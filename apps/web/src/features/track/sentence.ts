import { type Matter } from './matter';

/** The words of the reader's language, and how moments are said in it. */
export interface Saying {
  readonly t: (key: string, given?: Record<string, unknown>) => string;
  readonly at: (moment: string) => string;
  readonly by: (moment: string) => string;
  readonly now: Date;
}

/** Where a matter stands, as one sentence. */
export function sentenceOf(matter: Matter, saying: Saying): string {
  const { t } = saying;
  if (matter.held) return t('track.held');
  if (matter.declined) return declined(matter.declined.reason, saying);
  if (matter.mergedInto) return merged(matter.mergedInto, saying);
  if (matter.closedAt) return ended(matter.state, matter.stateLabel, matter.closedAt, saying);
  if (matter.state === 'waiting_reporter') return t('track.waiting');
  return underWay(matter, saying);
}

function declined(reason: string | null, { t }: Saying): string {
  return reason ? t('track.declinedFor', { reason }) : t('track.declined');
}

function merged(into: NonNullable<Matter['mergedInto']>, { t, at, by }: Saying): string {
  const { number, stateLabel, expectedAt, closedAt } = into;
  const lead = t('track.merged', { number });
  if (!stateLabel) return lead;
  if (closedAt) return lead + t('track.mergedEnded', { label: stateLabel, at: at(closedAt) });
  if (!expectedAt) return lead + t('track.mergedNow', { label: stateLabel });
  return lead + t('track.mergedExpected', { label: stateLabel, by: by(expectedAt) });
}

/** Only what was settled is 办结; what was refused or taken back has ended otherwise. */
function ended(state: string, label: string, closedAt: string, { t, at }: Saying): string {
  return state === 'closed'
    ? t('track.closed', { at: at(closedAt) })
    : t('track.ended', { label, at: at(closedAt) });
}

function underWay({ expectedAt, stateLabel: label }: Matter, { t, by, now }: Saying): string {
  if (expectedAt === null) return label;
  if (new Date(expectedAt) < now) return t('track.late', { label });
  return t('track.expected', { label, by: by(expectedAt) });
}
