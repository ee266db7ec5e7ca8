export default {
  title: '类别与立案标准',
  lead: '居民和网格员按类别上报；立案标准决定什么情况立案、何时算办好、时限多长。',
  family: { component: '部件', event: '事件', grid: '网格事项' },
  condition: '立案条件',
  responsible: '责任主体',
  who: { street: '街道', department: '部门', community: '社区', company: '企业', open: '未定' },
  source: '来源',
  required: '必答',
  noQuestions: '这个类别没有附加问题。',
  noStandard: '没有立案标准',
  noStandardWhy: '没有标准的类别使用流程里的默认时限。',
} as const;
