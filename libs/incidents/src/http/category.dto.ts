import {
  CATEGORY_FAMILIES,
  type CategoryFamily,
  LIMIT_UNITS,
  type LimitUnit,
} from '@ingrid/contract';
import { Decimal, Flag, OneOf, Part, Rows, Text, Whole } from '@ingrid/platform';

const MOST_QUESTIONS = 12;
const FARTHEST = 2_000;
const LONGEST_LIMIT = 1_000;
const LAST_VERSION = 2_000_000_000;

const Questions = (): PropertyDecorator =>
  Rows({ optional: true, max: MOST_QUESTIONS, note: '{key, label, kind, choices?, required}' });

export class NewCategoryBody {
  @Text({ max: 50, pattern: /^[\w.-]*$/ })
  code: string;

  @Text({ max: 60 })
  name: string;

  @OneOf(CATEGORY_FAMILIES, { optional: true, note: 'needed without parentCode' })
  family?: CategoryFamily;

  @Text({ optional: true, max: 50, pattern: /^[\w.-]*$/ })
  parentCode?: string;

  @Whole({ optional: true, min: 0, max: FARTHEST })
  nearMetres?: number;

  @Questions()
  questions?: unknown[];
}

export class CategoryChangeBody {
  @Text({ optional: true, min: 1, max: 60 })
  name?: string;

  @Whole({ optional: true, min: 0, max: FARTHEST })
  nearMetres?: number;

  @Questions()
  questions?: unknown[];

  @Flag({ optional: true, note: 'false: nobody can choose it any more' })
  inUse?: boolean;

  @Whole({ optional: true, min: 1, max: LAST_VERSION })
  version?: number;
}

/** Both are needed; which limit lacks one is told together with what else is wrong. */
export class LimitBody {
  @Decimal({ optional: true, min: 0.5, max: LONGEST_LIMIT })
  amount?: number;

  @OneOf(LIMIT_UNITS, { optional: true })
  unit?: LimitUnit;
}

const Limit = (): PropertyDecorator => Part(() => LimitBody, { optional: true });

/** 立案、派遣、签收、处置、核查、全程 */
export class LimitsBody {
  @Limit()
  fileLimit?: LimitBody;

  @Limit()
  dispatchLimit?: LimitBody;

  @Limit()
  acceptLimit?: LimitBody;

  @Limit()
  handleLimit?: LimitBody;

  @Limit()
  verifyLimit?: LimitBody;

  @Limit()
  closeLimit?: LimitBody;
}

export class StandardBody {
  @Text({ max: 200 })
  condition: string;

  @Text({ max: 200 })
  closing: string;

  @Part(() => LimitsBody, { optional: true })
  limits?: LimitsBody;

  @Text({ optional: true, max: 300 })
  responsible?: string;

  @Text({ optional: true, max: 300 })
  supervising?: string;

  @Text({ optional: true, max: 300 })
  evidence?: string;

  @Text({ optional: true, max: 300 })
  legalBasis?: string;

  @Text({ optional: true, max: 300 })
  source?: string;
}

export class NewStandardBody extends StandardBody {
  @Text({ max: 50, pattern: /^[\w.-]*$/ })
  categoryCode: string;
}
