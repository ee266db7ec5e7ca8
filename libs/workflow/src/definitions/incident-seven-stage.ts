import type { ProcessDefinition } from '../definition.js';
import { startClock, tell, words } from './building.js';
import { INCIDENT_CLOCKS } from './incident-clocks.js';
import { DESK_MOVES } from './incident-desk-moves.js';
import { REPORTER_MOVES } from './incident-reporter-moves.js';
import { INCIDENT_ENDINGS, INCIDENT_STATES } from './incident-states.js';
import { INCIDENT_TEXTS } from './incident-texts.js';
import { UNIT_MOVES } from './incident-unit-moves.js';

/**
 * The seven stages of GB/T 30428 (信息收集 → 立案 → 派遣 → 处理 → 反馈 → 核查结案 → 评价; the last is figures, not a state)
 * as the product ships them. A district changes a copy; a running incident stays on the version it began with.
 */
export const incidentSevenStage: ProcessDefinition = {
  id: 'incident-seven-stage',
  version: 1,
  subject: 'incident',
  label: words('事件七步办理流程', 'Seven-stage incident process'),
  states: INCIDENT_STATES,
  moves: [...DESK_MOVES, ...UNIT_MOVES, ...REPORTER_MOVES],
  clocks: INCIDENT_CLOCKS,
  endings: INCIDENT_ENDINGS,
  templates: [
    {
      name: 'incident.reported',
      words: words('新上报：{title}（{number}），请立案。', 'New report: {title} ({number}).'),
    },
    ...INCIDENT_TEXTS,
  ],
  opening: [startClock('whole'), startClock('file'), tell('dispatchers', 'incident.reported')],
};
