import { incidentSevenStage } from '@ingrid/workflow';
import { fillTemplate } from './notice-words.js';

const facts = {
  number: '2026-1122-0007',
  title: '路灯不亮',
  reason: '不在职责范围',
  note: '已换灯泡',
  assignee: '市政所',
  dueAt: new Date('2026-11-23T10:00:00Z'),
};

describe('the words of a notice', () => {
  it('say number, title, place in China time and reasons', () => {
    expect(
      fillTemplate('「{title}」（{number}）退回：{reason}，{due} 前由 {assignee} 办', facts, 'zh'),
    ).toBe('「路灯不亮」（2026-1122-0007）退回：不在职责范围，11月23日 18:00 前由 市政所 办');
  });

  it('leave no placeholder of the shipped process open, also when facts are missing', () => {
    const little = {
      number: '1',
      title: 'x',
      reason: null,
      note: null,
      assignee: null,
      dueAt: null,
    };
    for (const { words } of incidentSevenStage.templates) {
      for (const language of ['zh', 'en'] as const) {
        expect(fillTemplate(words[language], facts, language)).not.toMatch(/[{}]/);
        expect(fillTemplate(words[language], little, language)).not.toMatch(/[{}]|null|undefined/);
      }
    }
  });

  it('take what people wrote as it is', () => {
    expect(fillTemplate('{note}', { ...facts, note: '$& {title}' }, 'zh')).toBe('$& {title}');
  });
});
