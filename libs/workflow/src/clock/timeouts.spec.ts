import { describe, expect, it } from '@jest/globals';
import { chinaWorkCalendar } from '../calendar/work-calendar.js';
import { incidentSevenStage } from '../definitions/incident-seven-stage.js';
import { timeoutOf } from './timeouts.js';

const friday = new Date('2026-11-20T16:00:00+08:00');

describe('what happens by itself', () => {
  it('goes on after three working days without an answer from the reporter', () => {
    const calendar = chinaWorkCalendar();
    expect(timeoutOf(incidentSevenStage, 'waiting_reporter', friday, calendar)).toEqual({
      move: 'resume',
      at: new Date('2026-11-25T16:00:00+08:00'),
    });
    expect(timeoutOf(incidentSevenStage, 'filed', friday, calendar)).toBeUndefined();
  });
});
