export {
  Actor,
  ANONYMOUS,
  isWithin,
  SYSTEM,
  type ActorFacts,
  type ActorGrant,
} from './access/actor.js';
export { accessProblems } from './access/access.problems.js';
export { AccessGuard, actorOfRequest, CurrentActor, languageOf } from './access/access.guard.js';
export { Authenticator } from './access/authenticator.js';
export {
  ACCESS,
  ACCESS_EXTENSION,
  BeginsSession,
  Public,
  Requires,
  RequiresPerson,
  type AccessDeclaration,
} from './access/declarations.js';
export { csrfTokenOf, presentedToken, SESSION_COOKIE } from './access/session-token.js';
export {
  currentPosition,
  readActivity,
  toWire as activityWire,
  type ActivityBatch,
  type ActivityEvent,
  type ActivityRow,
} from './activity/activity-log.js';
export { ActivityReaders, type ActivityReader } from './activity/activity-readers.js';
export { ActivitySignal } from './activity/activity-signal.js';
export { ActivityTail, type TailListener } from './activity/activity-tail.js';
export { Config, readConfig, SERVER_ROLES, type ServerRole } from './config/config.js';
export { mapConstraint } from './database/constraint-problems.js';
export {
  databaseOptions,
  migrate,
  type DatabaseSettings,
  type ModuleSchema,
} from './database/data-source.js';
export { prepared } from './database/prepared.js';
export { measureHttp, metrics } from './health/metrics.js';
export { describeApi, serveApiDocs } from './http/api-docs.js';
export { configureHttp, httpAdapter, LARGEST_UPLOAD } from './http/configure.js';
export { Ids, Part, Rows, Texts, TextTable } from './http/compound-fields.js';
export {
  Decimal,
  Flag,
  Id,
  Instant,
  Latitude,
  Longitude,
  OneOf,
  Phone,
  Text,
  Whole,
} from './http/fields.js';
export { TakesForm } from './http/form.js';
export { IdPipe } from './http/id.pipe.js';
export { DEFAULT_PAGE, PageQuery } from './http/paging.dto.js';
export { onceOf } from './http/once.js';
export { problemWire, ProblemFilter, toProblem } from './http/problem.filter.js';
export { requestProblems } from './http/request.problems.js';
export { log, NestLog, setLogLevel } from './log.js';
export { PlatformModule } from './platform.module.js';
export { FIRST_OWN_PARAMETER, oneStatement } from './one-statement.js';
export { platformProblems } from './platform.problems.js';
export { type NoticeAsk, type SubjectKind, Subjects } from './subjects.js';
export { Timers, type DueTimer, type TimerHandler } from './timers/timers.service.js';
export {
  Transaction,
  UnitOfWork,
  type Made,
  type Once,
  type TimerRequest,
} from './unit-of-work.js';
