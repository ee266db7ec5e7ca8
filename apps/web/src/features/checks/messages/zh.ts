export default {
  verify: {
    title: '核查',
    lead: '承办方说已经办好的事，由您看是否真的办好。自己派遣或办理过的，由别人核查。',
    empty: '没有等您核查的事',
    emptyWhy: '承办方完成后会自动出现在这里。',
  },
  handle: {
    title: '我的待办',
    lead: '派给您和本单位的事，快到期的在前。',
    empty: '手上没有待办',
    emptyWhy: '派给您或本单位的事会自动出现在这里。',
  },
  ended: '看已结束的',
  question: '真的办好了吗？',
  pass: '办好了，结案',
  rework: '没办好，返工',
  since: '{at}交来',
  pick: '选一件看详情',
  back: '回到列表',
} as const;
