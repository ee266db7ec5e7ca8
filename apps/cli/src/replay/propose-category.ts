import { type CategoryWire } from '@ingrid/contract';

/** How residents say it, where they do not use the name of the category. The first that fits counts. */
const SAYINGS: readonly (readonly [RegExp, code: string])[] = [
  [/消防通道|消防车道/, 'G03.05'],
  [/(电动车|电瓶车).{0,10}充电/, 'G03.11'],
  [/施工.{0,12}(扰民|噪|吵|深夜|通宵|夜间)|(夜间|深夜|通宵).{0,12}施工/, 'E03.01'],
  [/扬尘|灰尘/, 'E03.02'],
  [/油烟/, 'E01.12'],
  [/烧烤|夜宵/, 'E05.08'],
  [/违章建筑|违建|私搭|乱搭|违规搭建/, 'E01.01'],
  [/粪|下水道|污水管|管道堵/, 'E04.05'],
  [/积水|内涝|水浸/, 'E04.06'],
  [/垃圾/, 'E01.02'],
  [/路灯/, 'C01.16'],
  [/乱停|违停|停车/, 'E05.05'],
  [/坑洼|路面|烂路|破损|塌陷/, 'E01.10'],
  [/摆摊|占道经营|流动摊/, 'E05.01'],
  [/噪音|噪声|扰民/, 'G05.07'],
  [/绿化|树木|行道树/, 'C04.02'],
  [/流浪狗|养狗|犬/, 'G05.18'],
  [/消防|火灾/, 'G03.08'],
  [/拆迁|征地|征收|安置|补偿款/, 'G05.11'],
  [/物业|业委会|电梯|停水|停电/, 'G05.17'],
  [/开发商|交房|购房|预售|楼盘|房产|产权证|精装/, 'G05.13'],
  [/工资|社保|劳动合同|欠薪/, 'G05.04'],
  [/学校|小学|中学|幼儿园|入学|补课|教师/, 'G05.16'],
  [/医院|医保|医疗/, 'G05.05'],
  [/诈骗|集资|贷款|传销/, 'G05.22'],
  [/退款|消费者|欺诈|霸王条款/, 'G05.15'],
  [/公交|地铁|红绿灯|出租车|滴滴|交通|道路/, 'G01'],
  [/污染|臭味|恶臭|异味/, 'G14'],
  [/低保|救助|困难/, 'G10.02'],
];

export interface Proposal {
  readonly code: string;
  readonly answers: Record<string, string>;
}

/** A category by plain words: a name of the tree in the title, else a saying in the title, else one in the text. */
export function categoryProposer(
  tree: readonly CategoryWire[],
): (title: string, text: string) => Proposal | null {
  const leaves = leavesOf(tree);
  const byCode = new Map(leaves.map((leaf) => [leaf.code, leaf]));
  const named = leaves.filter(({ name }) => name.length >= 3);
  const said = (text: string): CategoryWire | undefined => {
    const found = SAYINGS.find(([pattern, code]) => pattern.test(text) && byCode.has(code));
    return found && byCode.get(found[1]);
  };
  return (title, text) => {
    const leaf = named.find(({ name }) => title.includes(name)) ?? said(title) ?? said(text);
    return leaf ? { code: leaf.code, answers: answersFor(leaf) } : null;
  };
}

function leavesOf(tree: readonly CategoryWire[]): CategoryWire[] {
  return tree.flatMap((node) => (node.children.length === 0 ? [node] : leavesOf(node.children)));
}

/** The messages were written for another form: what it did not ask stays unknown. */
function answersFor({ questions }: CategoryWire): Record<string, string> {
  const required = questions.filter((question) => question.required);
  return Object.fromEntries(required.map((q) => [q.key, q.choices?.[0] ?? '留言未说明']));
}
