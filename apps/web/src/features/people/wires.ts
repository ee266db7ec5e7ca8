import { type MaskedWire, type PersonWire, type Verb } from '@ingrid/contract';

/** A person as `GET /people` gives it. */
export interface PersonDetail extends PersonWire {
  phone: string | MaskedWire | null;
  unit: { id: string; name: string } | null;
  state: 'active' | 'suspended';
  version: number;
}

export interface RoleWire {
  code: string;
  zh: string;
  en: string;
  verbs: Verb[];
  version: number;
}
