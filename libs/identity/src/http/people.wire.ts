import { type PersonWire } from '@ingrid/contract';
import { type Actor } from '@ingrid/platform';
import { type PersonView } from '../people.service.js';

export interface PersonDetailWire extends PersonWire {
  /** Masked unless it is one's own or one maintains people there; a masked value cannot be saved back by mistake. */
  phone: string | { masked: true } | null;
  unit: { id: string; name: string } | null;
  language: 'zh' | 'en';
  state: 'active' | 'suspended';
  version: number;
}

export function personDetail(row: PersonView, actor: Actor): PersonDetailWire {
  const mayPhone = actor.personId === row.id || actor.allows('person.manage', row.unit_path ?? '');
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roles: row.roles,
    phone: row.phone === null || mayPhone ? row.phone : { masked: true },
    unit: row.unit_id === null ? null : { id: row.unit_id, name: row.unit_name ?? '' },
    language: row.language,
    state: row.state,
    version: row.version,
  };
}
