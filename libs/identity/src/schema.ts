import { type ModuleSchema } from '@ingrid/platform';
import { CreateIdentity1790000100000 } from './data/migrations/1790000100000-create-identity.js';
import { PeopleCreatedBy1790000100001 } from './data/migrations/1790000100001-people-created-by.js';
import { PersonEntity } from './data/person.entity.js';
import { GrantEntity, RoleEntity } from './data/rights.entity.js';
import { LoginAttemptEntity, SessionEntity } from './data/session.entity.js';
import { UnitEntity } from './data/unit.entity.js';

export const schema: ModuleSchema = {
  entities: [UnitEntity, PersonEntity, RoleEntity, GrantEntity, SessionEntity, LoginAttemptEntity],
  migrations: [CreateIdentity1790000100000, PeopleCreatedBy1790000100001],
};
