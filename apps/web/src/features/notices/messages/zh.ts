export default {
  none: '没有通知',
  noneWhy: '您上报或跟进的事项有进展时，会在这里告诉您。',
  fresh: '新',
};
