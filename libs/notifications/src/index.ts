export { NotificationsModule } from './notifications.module.js';
export { noticeProblems } from './notifications.problems.js';
