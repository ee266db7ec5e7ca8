import { attachmentProblems } from './attachments.problems.js';

describe('a photo that is too large', () => {
  it('is refused in numbers as people say them', () => {
    const refusal = attachmentProblems.tooManyPixels({ mostPixels: 50_000_000 });
    expect(refusal.say('zh')).toBe('照片的像素超过 5000 万，请缩小后再上传。');
    expect(refusal.say('en')).toContain('50 million pixels');
  });
});
