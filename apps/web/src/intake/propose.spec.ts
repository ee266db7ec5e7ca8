import { type CategoryWire } from '@ingrid/contract';
import { describe, expect, it } from 'vitest';
import { propose } from './propose';

function node(code: string, name: string, children: CategoryWire[] = []): CategoryWire {
  return { code, name, family: 'component', parentCode: null, children, questions: [] };
}
const tree = [
  node('C01', '公用设施', [
    node('C01.01', '上水井盖'),
    node('C01.02', '污水井盖'),
    node('C01.31', '路灯'),
  ]),
  node('E02', '市容环境', [node('E02.01', '暴露垃圾'), node('E02.02', '积存垃圾渣土')]),
  node('G01', '安全隐患', [node('G01.01', '占用、堵塞消防通道')]),
];
const first = (words: string): string | undefined => propose(words, tree)[0]?.name;

describe('proposed category', () => {
  it('is heard in plain words', () => {
    expect(first('门口路灯不亮三天了')).toBe('路灯');
    expect(first('消防通道停满了车')).toBe('占用、堵塞消防通道');
    expect(first('楼下有一堆暴露垃圾没人清')).toBe('暴露垃圾');
  });

  it('offers the near ones where the words fit several', () => {
    expect(propose('井盖松了', tree).map(({ name }) => name)).toEqual(['上水井盖', '污水井盖']);
  });

  it('is silent where nothing sounds alike, and names only what can be chosen', () => {
    expect(propose('狗叫得睡不着', tree)).toEqual([]);
    expect(propose('公用设施坏了', tree)).toEqual([]);
    expect(propose('', tree)).toEqual([]);
  });
});
