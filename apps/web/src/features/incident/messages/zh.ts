export default {
  title: '案件',
  lead: '辖区内的全部案件；筛选条件在网址里，可以直接发给同事。',
  file: '案件',
  back: '回到列表',
  mine: '只看我经手的',
  act: '可以做的操作',
} as const;
