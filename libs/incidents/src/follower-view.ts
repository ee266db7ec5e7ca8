import { type IncidentRowWire } from '@ingrid/contract';
import { type Language } from '@ingrid/kernel';
import { coarsePoint } from './domain/coarse.js';

/**
 * A row as somebody sees it who only follows: what kind of matter it is, about where, and how far it is. Not what the
 * reporter wrote, not the door, not the clerk.
 */
export function asFollowerSees(row: IncidentRowWire, language: Language): IncidentRowWire {
  const { category, region, location, assignee } = row;
  return {
    ...row,
    title: followersTitle(category?.name ?? null, language),
    address: region?.name ?? null,
    location: location && coarsePoint(location),
    assignee: assignee && { unit: assignee.unit, person: null },
  };
}

/** The category stands for the title, which a reporter writes freely. */
export function followersTitle(category: string | null, language: Language): string {
  return category ?? (language === 'zh' ? '尚未分类的事件' : 'Not classified yet');
}
