import { type Chance } from './random.js';

/** Who usually handles it; the demo has one unit of each kind. */
export type DemoUnit = 'urban' | 'housing' | 'safety' | 'parks' | 'power' | 'water' | 'grid';

export interface ReportKind {
  /** Name of the minor class in the category tree (GB/T 30428 names and the grid taxonomy). */
  category: string;
  unit: DemoUnit;
  weight: number;
  texts: readonly string[];
  done: string;
}

const kind = (category: string, unit: DemoUnit, weight: number, texts: readonly string[], done: string): ReportKind => ({ category, unit, weight, texts, done });

export const REPORT_KINDS: readonly ReportKind[] = [
  kind('路灯', 'power', 8, ['{place}的路灯连续三天不亮，晚上很黑，老人走路不安全。', '{place}有两盏路灯一直闪。'], '已更换灯具，夜间复查正常。'),
  kind('暴露垃圾', 'urban', 12, ['{place}垃圾堆在路边没人清，味道很大。', '{place}垃圾桶满了三天，袋子都堆到地上了。'], '已清运并冲洗地面。'),
  kind('道路破损', 'urban', 5, ['{place}路面塌了一个坑，电动车差点摔倒。', '{place}人行道地砖翘起来了。'], '已修补路面，设置养护标志。'),
  kind('下水道堵塞', 'water', 6, ['{place}下水道返水，一楼进水了。', '{place}雨后积水半天下不去。'], '已疏通管道，试水通畅。'),
  kind('占用、堵塞、封闭消防通道', 'safety', 9, ['{place}消防通道被面包车堵了一晚上。', '{place}楼下消防通道堆满杂物。'], '已劝离车辆并清理杂物，通道畅通。'),
  kind('电动车违规充电', 'safety', 7, ['{place}有人从四楼拉线给电动车充电。', '{place}楼道里电动车充电，怕起火。'], '已拆除飞线，与住户谈话并引导到充电棚。'),
  kind('机动车乱停放', 'urban', 8, ['{place}路口停车把视线全挡了。', '{place}人行道上停了好几辆车，轮椅过不去。'], '已移车并加装隔离桩。'),
  kind('非机动车乱停放', 'grid', 7, ['{place}共享单车堆成山。', '{place}单元门口被自行车堵住。'], '已整理摆放。'),
  kind('施工扰民', 'urban', 6, ['{place}工地夜里十二点还在打桩。', '{place}装修中午不休息，孩子没法睡。'], '已约谈施工方，夜间停工。'),
  kind('行道树', 'parks', 4, ['{place}大风后树枝断了一半挂着，怕掉下来砸人。', '{place}树枝伸到三楼窗户里了。'], '已修剪并清运枝条。'),
  kind('无照经营游商', 'urban', 4, ['{place}早上卖菜的把路占了一半。'], '已引导入市场经营。'),
  kind('店外经营', 'urban', 4, ['{place}烧烤店把桌子摆到马路上。', '{place}五金店货物占了人行道。'], '已劝导收回店内。'),
  kind('雨水井盖', 'water', 3, ['{place}井盖响，晚上车压过去整栋楼都听见。', '{place}雨水井盖缺了一块。'], '已更换井盖。'),
  kind('健身设施', 'urban', 2, ['{place}健身器材的螺丝掉了，孩子在上面玩。'], '已加固检修。'),
  kind('邻里', 'grid', 4, ['{place}楼上漏水两家吵起来了，请社区来人看看。', '{place}邻居养狗半夜叫，说了不听。'], '已上门调解，双方达成约定。'),
  kind('物业管理', 'housing', 5, ['{place}电梯坏了一周，物业说没钱修。', '{place}小区门禁坏了，外人随便进。'], '已督促物业维修，恢复使用。'),
  kind('电气线路问题', 'power', 3, ['{place}楼道电线裸露，孩子够得到。'], '已更换线路并加装护套。'),
  kind('路面塌陷', 'urban', 1, ['{place}路面忽然陷下去一块，下面是空的。'], '已围挡抢修，回填完成。'),
];

/** Picks a kind by its weight. */
export function pickKind(chance: Chance): ReportKind {
  const total = REPORT_KINDS.reduce((sum, k) => sum + k.weight, 0);
  let left = chance.next() * total;
  for (const candidate of REPORT_KINDS) {
    left -= candidate.weight;
    if (left < 0) return candidate;
  }
  throw new Error('weights do not add up');
}
