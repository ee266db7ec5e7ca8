import { type Verb } from './verbs.js';

export interface PersonWire {
  id: string;
  login: string | null;
  name: string;
  roles: string[];
}

export interface SessionWire {
  token: string;
  expiresAt: string;
  person: PersonWire;
}

/** `GET /api/v1/session`: who I am and where I may do what (paths of region subtrees; '' is everywhere). */
export interface MeWire {
  person: PersonWire;
  unit: { id: string; name: string } | null;
  allowed: { verb: Verb; paths: string[] }[];
  csrfToken: string | null;
}

export interface GrantWire {
  id: string;
  personId: string;
  personName: string;
  role: string;
  roleName: string;
  regionPath: string;
  regionName: string;
  from: string;
  to: string | null;
}

export interface UnitWire {
  id: string;
  name: string;
  kind: 'street' | 'community' | 'department' | 'company';
  regionPath: string;
}
