export { IdentityModule } from './identity.module.js';
export {
  grantProblems,
  peopleProblems,
  roleProblems,
  sessionProblems,
  unitProblems,
} from './identity.problems.js';
export { IdentityService, type Contact, type KnownPerson } from './identity.service.js';
export { type Appointee, appointeeOf } from './appointees.service.js';
export { type NewGrant } from './grants.service.js';
export { type RegionNames } from './region-directory.js';
export { type NewUnit } from './units.service.js';
