import { describe, expect, it } from '@jest/globals';
import { cleanText, readDate, shortened } from './clean.js';

describe('a text of a spreadsheet', () => {
  it('loses the tabs and empty lines around and in it, and keeps its paragraphs', () => {
    expect(cleanText('\n\t\t\t\n\t\t路灯\t坏了\r\n\r\n  请修 \n\t')).toBe('路灯 坏了\n请修');
  });

  it('loses what cannot be kept, and keeps rare characters', () => {
    expect(cleanText('莫𡐓村\u0000\ud800\u0007好')).toBe('莫𡐓村好');
  });

  it.each([undefined, null, {}, ''])('is empty for %p', (value) => {
    expect(cleanText(value)).toBe('');
  });

  it('is cut between characters, with a word on it', () => {
    expect(shortened('𡐓'.repeat(20), 15)).toBe(`${'𡐓'.repeat(5)}……（后略）`);
    expect(shortened('短', 15)).toBe('短');
  });
});

describe('a date of a spreadsheet', () => {
  it.each([
    ['2019/8/19 11:48:23', '2019-08-19T03:48:23.000Z'],
    ['2020/1/2 9:05:00', '2020-01-02T01:05:00.000Z'],
    ['2020-01-02', '2020-01-01T16:00:00.000Z'],
  ])('written as %s is a time in China', (text, iso) => {
    expect(readDate(text)).toEqual({ at: new Date(iso), form: 'text' });
  });

  it('held as a number is the same time in China, to the second', () => {
    expect(readDate(43_789.8002546296)).toEqual({
      at: new Date('2019-11-20T11:12:22.000Z'),
      form: 'spreadsheet',
    });
  });

  it.each(['2019/13/1 1:00:00', 'gestern', '', null, Number.NaN])('is none in %p', (value) => {
    expect(readDate(value)).toBeNull();
  });
});
