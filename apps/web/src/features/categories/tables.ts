import { type CaseStandardWire, LIMIT_NAMES, type LimitName } from '@ingrid/contract';
import { type Column } from '../../desk/export-csv';
import { type CategoryNode } from './use-maintained';

// These headings and words are what the import reads again (libs/incidents, category-csv.ts): they are a file format and
// stand in no catalogue.
const FAMILY = { component: '部件', event: '事件', grid: '网格事项' } as const;
const UNIT = { working_hours: '工作时', working_days: '工作日', natural_hours: '自然时' } as const;
const PARTY: Readonly<Record<string, string>> = {
  street: '街道',
  department: '部门',
  community: '社区',
  company: '企业',
  open: '未定',
};
const LIMIT: Readonly<Record<LimitName, string>> = {
  fileLimit: '立案时限',
  dispatchLimit: '派遣时限',
  acceptLimit: '签收时限',
  handleLimit: '处置时限',
  verifyLimit: '核查时限',
  closeLimit: '全程时限',
};

const party = (code: string | null): string => PARTY[code ?? ''] ?? code ?? '';

export const CATEGORY_COLUMNS: readonly Column<CategoryNode>[] = [
  { title: '代码', value: ({ code }) => code },
  { title: '名称', value: ({ name }) => name },
  { title: '大类', value: ({ family }) => FAMILY[family] },
  { title: '上级代码', value: ({ parentCode }) => parentCode },
  { title: '相近距离（米）', value: ({ nearMetres }) => nearMetres },
];

export const STANDARD_COLUMNS: readonly Column<CaseStandardWire>[] = [
  { title: '类别代码', value: ({ categoryCode }) => categoryCode },
  { title: '类别', value: ({ categoryName }) => categoryName },
  { title: '立案条件', value: ({ condition }) => condition },
  { title: '结案条件', value: ({ closing }) => closing },
  ...LIMIT_NAMES.map((name): Column<CaseStandardWire> => ({
    title: LIMIT[name],
    value: ({ limits }) => {
      const limit = limits[name];
      return limit ? `${limit.amount} ${UNIT[limit.unit]}` : '';
    },
  })),
  { title: '责任主体', value: ({ responsible }) => party(responsible) },
  { title: '监督主体', value: ({ supervising }) => party(supervising) },
  { title: '所需凭证', value: ({ evidence }) => evidence },
  { title: '依据', value: ({ legalBasis }) => legalBasis },
  { title: '来源', value: ({ source }) => source },
];
