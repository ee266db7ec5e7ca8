import { problem } from '@ingrid/kernel';

export const liveProblems = {
  badMessage: problem<{ why: string }>(
    'live.bad_message',
    400,
    () => '实时消息的内容有误。',
    (d) => `The live message is not valid: ${d.why}.`,
  ),
  unknownMessage: problem(
    'live.unknown_message',
    404,
    () => '没有这种实时消息。',
    () => 'There is no such live message.',
  ),
  tooManyMessages: problem<{ retryAfterSeconds: number }>(
    'live.too_many_messages',
    429,
    (d) => `发送过于频繁，请 ${d.retryAfterSeconds} 秒后再试。`,
    (d) => `Too many messages; try again in ${d.retryAfterSeconds} seconds.`,
  ),
  tooManyRooms: problem<{ most: number }>(
    'live.too_many_rooms',
    400,
    (d) => `一个连接最多关注 ${d.most} 处。`,
    (d) => `One connection may follow at most ${d.most} rooms.`,
  ),
  noSuchRoom: problem(
    'live.no_such_room',
    404,
    () => '没有这个频道。',
    () => 'There is no such room.',
  ),
  notAllowed: problem(
    'live.not_allowed',
    403,
    () => '您不能（或不再能）查看此处的实时消息。',
    () => 'You may not, or no longer, follow this room.',
  ),
  tooFarBehind: problem(
    'live.too_far_behind',
    410,
    () => '离开时间较长，请重新载入页面。',
    () => 'You have been away for long; load the page again.',
  ),
};
