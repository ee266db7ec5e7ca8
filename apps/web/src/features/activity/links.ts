import { type RecordWire } from '@ingrid/contract';
import { type RouteLocationRaw } from 'vue-router';

/** The page of what a row is about; null where there is none. */
export function linkOf({ subjectType, subjectId, data }: RecordWire): RouteLocationRaw | null {
  const incidentId = data['incidentId'];
  if (subjectType === 'task' && typeof incidentId === 'string')
    return `/desk/incidents/${incidentId}`;
  const pages: Record<string, RouteLocationRaw> = {
    incident: `/desk/incidents/${subjectId}`,
    person: { path: '/desk/people', query: { person: subjectId } },
    import: `/desk/imports/${subjectId}`,
    grid: `/desk/grids/${subjectId}`,
    rule: '/desk/rules',
    role: { path: '/desk/people', query: { tab: 'roles' } },
    unit: { path: '/desk/people', query: { tab: 'units' } },
  };
  return pages[subjectType] ?? null;
}
