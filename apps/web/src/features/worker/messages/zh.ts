export default {
  onlyMine: '只看我的任务（{n}）',
};
