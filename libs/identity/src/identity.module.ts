import { Authenticator } from '@ingrid/platform';
import { Global, Module } from '@nestjs/common';
import { Appointees } from './appointees.service.js';
import { GrantsService } from './grants.service.js';
import { PeopleController } from './http/people.controller.js';
import { RightsController } from './http/rights.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { UnitsController } from './http/units.controller.js';
import { IdentityPurge } from './identity.purge.js';
import { IdentityService } from './identity.service.js';
import { Passwords } from './passwords.js';
import { PeopleService } from './people.service.js';
import { RegionDirectory } from './region-directory.js';
import { RolesService } from './roles.service.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { SessionsService } from './sessions.service.js';
import { UnitsService } from './units.service.js';

/** Global, because the access guard of the platform asks it who is there. */
@Global()
@Module({
  controllers: [SessionsController, PeopleController, RightsController, UnitsController],
  providers: [
    SessionAuthenticator,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    Passwords,
    RegionDirectory,
    SessionsService,
    RolesService,
    UnitsService,
    Appointees,
    GrantsService,
    PeopleService,
    IdentityService,
    IdentityPurge,
  ],
  exports: [Authenticator, IdentityService],
})
export class IdentityModule {}
