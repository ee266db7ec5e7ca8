import type { TemplateDefinition } from '../definition.js';
import { words } from './building.js';

const text = (name: string, zh: string, en: string): TemplateDefinition => ({
  name,
  words: words(zh, en),
});

/** What people are told, as a good clerk would say it. */
export const INCIDENT_TEXTS: readonly TemplateDefinition[] = [
  text(
    'incident.filed',
    '您反映的「{title}」已立案（{number}），预计 {due} 前办结。',
    'Your report "{title}" ({number}) has been taken up and should be settled by {due}.',
  ),
  text(
    'incident.refused',
    '您反映的「{title}」（{number}）没有受理，原因：{reason}',
    'Your report "{title}" ({number}) was not accepted. Reason: {reason}',
  ),
  text(
    'incident.merged',
    '「{title}」（{number}）与另一件相同，已并入一起办理，进展会照常告诉您。',
    '"{title}" ({number}) is the same as another report; they go on together and you will still hear of it.',
  ),
  text(
    'incident.dispatched',
    '有新任务：{title}（{number}），请签收，{due} 前办完。',
    'New task: {title} ({number}). Please accept it; it is due {due}.',
  ),
  text(
    'incident.designated',
    '经裁定由您办理：{title}（{number}），不能再退回。理由：{reason}',
    'By decision this is yours: {title} ({number}). It cannot be handed back. Reason: {reason}',
  ),
  text(
    'incident.under_way',
    '「{title}」（{number}）已交 {assignee} 办理。',
    '"{title}" ({number}) is now with {assignee}.',
  ),
  text(
    'incident.recalled',
    '任务已收回：{title}（{number}），不用再办。',
    'Taken back: {title} ({number}). Nothing more to do.',
  ),
  text(
    'incident.accepted',
    '{assignee} 已签收「{title}」（{number}）。',
    '{assignee} has accepted "{title}" ({number}).',
  ),
  text(
    'incident.started',
    '「{title}」（{number}）已开始处置。',
    'Work on "{title}" ({number}) has begun.',
  ),
  text(
    'incident.to_verify',
    '待核查：{title}（{number}），承办方说已处置完成。',
    'To be checked: {title} ({number}). The unit says it is done.',
  ),
  text(
    'incident.handled',
    '「{title}」（{number}）已处置，正在核查。',
    '"{title}" ({number}) has been handled and is being checked.',
  ),
  text(
    'incident.handed_back',
    '退单：{title}（{number}），理由：{reason}',
    'Handed back: {title} ({number}). Reason: {reason}',
  ),
  text(
    'incident.closed',
    '「{title}」（{number}）已核查结案。如果没有真正解决，15 天内可以要求重新办理。',
    '"{title}" ({number}) was checked and closed. If it is not really solved you can reopen it within 15 days.',
  ),
  text(
    'incident.rework',
    '「{title}」（{number}）核查没有通过，继续办理。原因：{reason}',
    '"{title}" ({number}) did not pass the check and goes on. Reason: {reason}',
  ),
  text(
    'incident.solved_on_spot',
    '「{title}」（{number}）已当场处置：{note}',
    '"{title}" ({number}) was solved on the spot: {note}',
  ),
  text(
    'incident.question',
    '办理「{title}」（{number}）需要您补充：{note}',
    'To go on with "{title}" ({number}) we need to know from you: {note}',
  ),
  text(
    'incident.answered',
    '报告人补充了「{title}」（{number}）：{note}',
    'The reporter answered on "{title}" ({number}): {note}',
  ),
  text('incident.resumed', '「{title}」（{number}）恢复办理。', '"{title}" ({number}) goes on.'),
  text(
    'incident.withdrawn',
    '报告人撤回了「{title}」（{number}）。',
    'The reporter withdrew "{title}" ({number}).',
  ),
  text(
    'incident.reopened',
    '「{title}」（{number}）重新办理。原因：{reason}',
    '"{title}" ({number}) was reopened. Reason: {reason}',
  ),
  text(
    'incident.commented',
    '「{title}」（{number}）有新留言：{note}',
    'New comment on "{title}" ({number}): {note}',
  ),
  text(
    'clock.approaching',
    '快到期：{title}（{number}），{due} 到期。',
    'Due soon: {title} ({number}), due {due}.',
  ),
  text(
    'clock.overdue',
    '已超期：{title}（{number}），应在 {due} 前完成。',
    'Overdue: {title} ({number}) was due {due}.',
  ),
  text(
    'clock.long_overdue',
    '超期已久：{title}（{number}），应在 {due} 前完成，请督办。',
    'Long overdue: {title} ({number}) was due {due}. Please step in.',
  ),
];
