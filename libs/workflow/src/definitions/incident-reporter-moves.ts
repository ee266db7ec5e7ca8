import type { MoveDefinition } from '../definition.js';
import { stopClock, tell, words } from './building.js';

const DAYS_TO_REOPEN = 15;

/** Where the reporter is asked, answers, takes back or comes back; and talk, which touches no clock. */
export const REPORTER_MOVES: readonly MoveDefinition[] = [
  {
    name: 'ask_reporter',
    label: words('请报告人补充', 'Ask the reporter'),
    from: ['reported', 'filed', 'accepted', 'handling'],
    to: 'waiting_reporter',
    by: [{ verb: 'incident.file' }, { verb: 'incident.handle', is: ['assignee', 'unit_member'] }],
    needs: [{ kind: 'note' }],
    effects: [{ kind: 'clock', clock: '*', do: 'pause' }, tell('reporter', 'incident.question')],
  },
  {
    name: 'answer',
    label: words('补充情况', 'Answer'),
    from: ['waiting_reporter'],
    to: 'previous',
    by: [{ is: ['reporter'] }, { verb: 'incident.file' }],
    needs: [{ kind: 'note' }, { kind: 'evidence', optional: true }],
    effects: [
      { kind: 'clock', clock: '*', do: 'resume' },
      tell('assignee', 'incident.answered'),
      tell('dispatchers', 'incident.answered'),
    ],
  },
  {
    name: 'resume',
    label: words('恢复办理', 'Go on'),
    from: ['waiting_reporter'],
    to: 'previous',
    by: [
      { is: ['system'] },
      { verb: 'incident.file' },
      { verb: 'incident.handle', is: ['assignee', 'unit_member'] },
    ],
    needs: [{ kind: 'note', optional: true }],
    effects: [
      { kind: 'clock', clock: '*', do: 'resume' },
      tell('reporter', 'incident.resumed'),
      tell('assignee', 'incident.resumed'),
    ],
  },
  {
    name: 'withdraw',
    label: words('撤回', 'Withdraw'),
    from: ['reported'],
    to: 'withdrawn',
    by: [{ is: ['reporter'] }],
    needs: [{ kind: 'reason', optional: true }],
    ending: 'withdrawn',
    effects: [stopClock('*'), tell('followers', 'incident.withdrawn')],
  },
  {
    // What was used up before closing stays used up: only the closed time is left out of the whole clock.
    name: 'reopen',
    label: words('重新办理', 'Reopen'),
    from: ['closed'],
    to: 'filed',
    by: [{ is: ['reporter'] }, { verb: 'incident.supervise' }],
    needs: [{ kind: 'reason' }, { kind: 'evidence', optional: true }],
    guards: [{ kind: 'within_days_of', state: 'closed', days: DAYS_TO_REOPEN }],
    effects: [
      { kind: 'assign', to: 'nobody' },
      { kind: 'clock', clock: 'whole', do: 'continue', countGap: false },
      { kind: 'clock', clock: 'dispatch', do: 'restart' },
      tell('dispatchers', 'incident.reopened'),
      tell('reporter', 'incident.reopened'),
      tell('followers', 'incident.reopened'),
    ],
  },
  {
    name: 'comment',
    label: words('留言', 'Comment'),
    from: ['*'],
    to: 'same',
    by: [{ is: ['reporter', 'follower', 'assignee', 'unit_member'] }, { verb: 'incident.comment' }],
    needs: [{ kind: 'note' }, { kind: 'evidence', optional: true }],
    effects: [tell('reporter', 'incident.commented'), tell('assignee', 'incident.commented')],
  },
];
