import { REGION_PATH, REGION_PATH_WORDS } from './region-path.js';
import { Id, Instant, OneOf, PageQuery, Phone, Text, Texts, Whole } from '@ingrid/platform';
import { VERBS } from '@ingrid/contract';
import { LONGEST_PASSWORD } from '../domain/login.js';

const RegionPath = (optional = false): PropertyDecorator =>
  Text({ optional, min: 0, max: 255, pattern: REGION_PATH, patternWords: REGION_PATH_WORDS });

export class LogInBody {
  @Text({ max: 100 })
  login: string;

  @Text({ max: LONGEST_PASSWORD })
  password: string;
}

export class PeopleListQuery extends PageQuery {
  @Text({ optional: true, max: 50, note: 'part of the name or login' })
  query?: string;

  @Text({ optional: true, max: 50, note: 'code of a role held now' })
  role?: string;

  @RegionPath(true)
  region?: string;

  @Id({ optional: true })
  unitId?: string;
}

export class NewPersonBody {
  @Text({ max: 64 })
  login: string;

  @Text({ max: 50 })
  name: string;

  @Text({ optional: true, max: LONGEST_PASSWORD })
  password?: string;

  @Phone({ optional: true })
  phone?: string;

  @Id({ optional: true })
  unitId?: string;
}

export class PersonChangeBody {
  @Text({ optional: true, min: 1, max: 50 })
  name?: string;

  @Phone({ optional: true, clearable: true })
  phone?: string | null;

  @Id({ optional: true, clearable: true })
  unitId?: string | null;

  @OneOf(['zh', 'en'], { optional: true })
  language?: 'zh' | 'en';

  @OneOf(['active', 'suspended'], { optional: true })
  state?: 'active' | 'suspended';

  @Whole({ optional: true, min: 1, max: 1_000_000_000 })
  version?: number;
}

export class PasswordBody {
  @Text({ max: LONGEST_PASSWORD })
  password: string;

  @Text({
    optional: true,
    max: LONGEST_PASSWORD,
    note: 'the present one; needed for your own account',
  })
  current?: string;
}

export class RoleBody {
  @Text({ max: 20 })
  zh: string;

  @Text({ max: 40 })
  en: string;

  @Texts({ maxItems: Object.keys(VERBS).length, maxLength: 64 })
  verbs: string[];

  @Whole({ optional: true, min: 1, max: 1_000_000_000 })
  version?: number;
}

export class GrantListQuery extends PageQuery {
  @Id({ optional: true })
  personId?: string;

  @RegionPath(true)
  region?: string;
}

export class NewGrantBody {
  @Id({
    optional: true,
    note: 'somebody new, of your area, or created by you; else give the login',
  })
  personId?: string;

  @Text({ optional: true, min: 1, max: 64, note: 'exact login of the person, instead of personId' })
  login?: string;

  @Text({ max: 50 })
  role: string;

  @RegionPath()
  regionPath: string;

  @Instant({ optional: true })
  from?: string;

  @Instant({ optional: true })
  to?: string;
}

export class UnitListQuery extends PageQuery {
  @RegionPath(true)
  region?: string;

  @Text({ optional: true, max: 50 })
  query?: string;
}

export class NewUnitBody {
  @Text({ max: 60 })
  name: string;

  @OneOf(['street', 'community', 'department', 'company'])
  kind: 'street' | 'community' | 'department' | 'company';

  @RegionPath()
  regionPath: string;
}
