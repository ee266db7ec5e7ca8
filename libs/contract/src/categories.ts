/** 部件 and 事件 of GB/T 30428, and the grid taxonomy of 网格化服务管理. */
export const CATEGORY_FAMILIES = ['component', 'event', 'grid'] as const;
export type CategoryFamily = (typeof CATEGORY_FAMILIES)[number];

/** What a category asks for in addition; the answers travel in `answers[key]` of a report. */
export interface QuestionWire {
  key: string;
  label: string;
  kind: 'text' | 'choice';
  choices?: string[];
  required: boolean;
}

export interface CategoryWire {
  code: string;
  name: string;
  family: CategoryFamily;
  parentCode: string | null;
  /** Only a category without children can be chosen. */
  children: CategoryWire[];
  questions: QuestionWire[];
}

export interface CategoryTreeWire {
  version: number;
  items: CategoryWire[];
}

/** A category as those see it who maintain them; one out of use cannot be chosen but old incidents keep its name. */
export interface MaintainedCategoryWire {
  code: string;
  name: string;
  family: CategoryFamily;
  parentCode: string | null;
  questions: QuestionWire[];
  /** Two matters of this kind within so many metres may be the same one. */
  nearMetres: number;
  inUse: boolean;
  version: number;
}

export interface MaintainedCategoriesWire {
  version: number;
  items: MaintainedCategoryWire[];
}

export const LIMIT_UNITS = ['working_hours', 'working_days', 'natural_hours'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

export interface LimitWire {
  amount: number;
  unit: LimitUnit;
}

export const LIMIT_NAMES = [
  'fileLimit',
  'dispatchLimit',
  'acceptLimit',
  'handleLimit',
  'verifyLimit',
  'closeLimit',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** 立案标准: category × filing condition → closing condition, limits and who is responsible. */
export interface CaseStandardWire {
  id: string;
  categoryCode: string;
  categoryName: string;
  condition: string;
  closing: string;
  limits: Partial<Record<LimitName, LimitWire>>;
  responsible: string | null;
  supervising: string | null;
  evidence: string | null;
  legalBasis: string | null;
  /** Where the values were taken from. */
  source: string | null;
}

export interface CategoryImportWire {
  version: number;
  categories: number;
  standards: number;
  retired: number;
}
