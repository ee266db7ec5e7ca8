export { Clock, SystemClock, chinaDay } from './clock.js';
export { isId, newId } from './ids.js';
export { isInstant } from './instant.js';
export { networkPlace } from './network.js';
export { decodeCursor, encodeCursor, pageOf, pageProblems, type Page } from './page.js';
export {
  isProblem,
  Problem,
  problem,
  problemCatalogue,
  type DeclaredProblem,
  type Language,
  type ProblemDetails,
  type ProblemKind,
} from './problem.js';
export { characterCount, isCleanText } from './text.js';
export { Turnstile } from './turnstile.js';
