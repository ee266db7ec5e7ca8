export default {
  count: '图上共 {n} 件',
  none: '这一带没有公开的事项',
  noneWhy: '移动地图看看别处，或者上报您发现的问题。',
  about: '约 {far}',
  matter: '事项',
  card: '网格公示卡',
};
