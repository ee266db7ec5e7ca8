import { type OutboxItem, type OutboxStep } from '../../offline';
import { type Sendable } from './report-steps';

/** A refused report as the draft it was, so that what is missing can be filled in; photos come along. */
export function restoredFrom(item: OutboxItem): Sendable & { categoryCode: string | null } {
  const [report, closing] = item.steps;
  const body = report?.body ?? {};
  const contact = recordOf(body['contact']);
  const { lat, lng } = recordOf(body['location']);
  return {
    photos: photosOf(report),
    place: typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : null,
    address: textOf(body['address']),
    description: textOf(body['description']),
    categoryCode: textOf(body['categoryCode']) || null,
    answers: Object.fromEntries(
      Object.entries(recordOf(body['answers'])).map(([key, answer]) => [key, textOf(answer)]),
    ),
    name: textOf(contact['name']),
    phone: textOf(contact['phone']),
    onSpot: closing !== undefined,
    after: photosOf(closing),
    doneWords: textOf(closing?.body['note']),
  };
}

function photosOf(step: OutboxStep | undefined): Blob[] {
  return (step?.photos ?? []).map(({ bytes, mime }) => new Blob([bytes], { type: mime }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
