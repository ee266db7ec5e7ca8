import {
  type AttachmentWire,
  type ClockWire,
  type IncidentDetailWire,
  type MoveWire,
  type PointWire,
  type TimelineEntryWire,
  type TrackedWire,
} from '@ingrid/contract';

export interface Merged {
  number: string;
  stateLabel: string | null;
  expectedAt: string | null;
  closedAt: string | null;
}

/** A matter as its reporter sees it, whichever way she came to it. */
export interface Matter {
  number: string;
  title: string;
  description: string;
  state: string;
  stateLabel: string;
  category: string | null;
  place: string | null;
  location: PointWire | null;
  reportedAt: string;
  expectedAt: string | null;
  closedAt: string | null;
  clock: ClockWire | null;
  held: boolean;
  /** Looked at and not accepted. */
  declined: { reason: string | null } | null;
  /** What it was merged into; how that stands is known only with a tracking code. */
  mergedInto: Merged | null;
  timeline: { at: string; words: string; note: string | null; attachmentIds: string[] }[];
  attachments: AttachmentWire[];
  moves: MoveWire[];
}

export function ofTracked(wire: TrackedWire): Matter {
  return {
    ...wire,
    location: null,
    clock: null,
    timeline: wire.timeline.map((entry) => ({ ...entry, attachmentIds: [] })),
  };
}

export function ofIncident(
  wire: IncidentDetailWire,
  timeline: readonly TimelineEntryWire[],
  moves: readonly MoveWire[],
): Matter {
  return {
    ...wire,
    category: wire.category?.name ?? null,
    place: wire.address ?? wire.region?.name ?? null,
    held: wire.moderation?.state === 'held',
    declined: wire.moderation?.state === 'discarded' ? { reason: wire.moderation.reason } : null,
    mergedInto: wire.duplicateOf && {
      number: wire.duplicateOf.number,
      stateLabel: null,
      expectedAt: null,
      closedAt: null,
    },
    timeline: timeline.map((entry) => ({ ...entry, note: entry.note ?? entry.reason })),
    moves: [...moves],
  };
}

/** The question the reporter is waited for: the newest thing said to her. */
export function questionOf(matter: Matter): string | null {
  if (matter.state !== 'waiting_reporter') return null;
  const newest = [...matter.timeline].sort((a, b) => b.at.localeCompare(a.at));
  return newest.find(({ note }) => note)?.note ?? null;
}
