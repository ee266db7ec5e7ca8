import { problem } from '@ingrid/kernel';

export const noticeProblems = {
  nothingNamed: problem(
    'notices.nothing_named',
    400,
    () => '请说明哪些通知已读：给出编号，或 all。',
    () => 'Say which notices are read: give their ids, or all.',
  ),
  onlyPeople: problem(
    'notices.only_people',
    403,
    () => '只有登录的人有自己的通知。',
    () => 'Only people who are logged in have notices.',
  ),
};
