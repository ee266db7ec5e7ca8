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

export const REPORT_KINDS: readonly ReportKind[] = [
  {
    category: '路灯',
    unit: 'power',
    weight: 8,
    texts: ['{place}的路灯连续三天不亮，晚上很黑，老人走路不安全。', '{place}有两盏路灯一直闪。'],
    done: '已更换灯具，夜间复查正常。',
  },
  {
    category: '暴露垃圾',
    unit: 'urban',
    weight: 12,
    texts: ['{place}垃圾堆在路边没人清，味道很大。', '{place}垃圾桶满了三天，袋子都堆到地上了。'],
    done: '已清运并冲洗地面。',
  },
  {
    category: '道路破损',
    unit: 'urban',
    weight: 5,
    texts: ['{place}路面塌了一个坑，电动车差点摔倒。', '{place}人行道地砖翘起来了。'],
    done: '已修补路面，设置养护标志。',
  },
  {
    category: '下水道堵塞',
    unit: 'water',
    weight: 6,
    texts: ['{place}下水道返水，一楼进水了。', '{place}雨后积水半天下不去。'],
    done: '已疏通管道，试水通畅。',
  },
  {
    category: '占用、堵塞、封闭消防通道',
    unit: 'safety',
    weight: 9,
    texts: ['{place}消防通道被面包车堵了一晚上。', '{place}楼下消防通道堆满杂物。'],
    done: '已劝离车辆并清理杂物，通道畅通。',
  },
  {
    category: '电动车违规充电',
    unit: 'safety',
    weight: 7,
    texts: ['{place}有人从四楼拉线给电动车充电。', '{place}楼道里电动车充电，怕起火。'],
    done: '已拆除飞线，与住户谈话并引导到充电棚。',
  },
  {
    category: '机动车乱停放',
    unit: 'urban',
    weight: 8,
    texts: ['{place}路口停车把视线全挡了。', '{place}人行道上停了好几辆车，轮椅过不去。'],
    done: '已移车并加装隔离桩。',
  },
  {
    category: '非机动车乱停放',
    unit: 'grid',
    weight: 7,
    texts: ['{place}共享单车堆成山。', '{place}单元门口被自行车堵住。'],
    done: '已整理摆放。',
  },
  {
    category: '施工扰民',
    unit: 'urban',
    weight: 6,
    texts: ['{place}工地夜里十二点还在打桩。', '{place}装修中午不休息，孩子没法睡。'],
    done: '已约谈施工方，夜间停工。',
  },
  {
    category: '行道树',
    unit: 'parks',
    weight: 4,
    texts: ['{place}大风后树枝断了一半挂着，怕掉下来砸人。', '{place}树枝伸到三楼窗户里了。'],
    done: '已修剪并清运枝条。',
  },
  {
    category: '无照经营游商',
    unit: 'urban',
    weight: 4,
    texts: ['{place}早上卖菜的把路占了一半。'],
    done: '已引导入市场经营。',
  },
  {
    category: '店外经营',
    unit: 'urban',
    weight: 4,
    texts: ['{place}烧烤店把桌子摆到马路上。', '{place}五金店货物占了人行道。'],
    done: '已劝导收回店内。',
  },
  {
    category: '雨水井盖',
    unit: 'water',
    weight: 3,
    texts: ['{place}井盖响，晚上车压过去整栋楼都听见。', '{place}雨水井盖缺了一块。'],
    done: '已更换井盖。',
  },
  {
    category: '健身设施',
    unit: 'urban',
    weight: 2,
    texts: ['{place}健身器材的螺丝掉了，孩子在上面玩。'],
    done: '已加固检修。',
  },
  {
    category: '邻里',
    unit: 'grid',
    weight: 4,
    texts: ['{place}楼上漏水两家吵起来了，请社区来人看看。', '{place}邻居养狗半夜叫，说了不听。'],
    done: '已上门调解，双方达成约定。',
  },
  {
    category: '物业管理',
    unit: 'housing',
    weight: 5,
    texts: ['{place}电梯坏了一周，物业说没钱修。', '{place}小区门禁坏了，外人随便进。'],
    done: '已督促物业维修，恢复使用。',
  },
  {
    category: '电气线路问题',
    unit: 'power',
    weight: 3,
    texts: ['{place}楼道电线裸露，孩子够得到。'],
    done: '已更换线路并加装护套。',
  },
  {
    category: '路面塌陷',
    unit: 'urban',
    weight: 1,
    texts: ['{place}路面忽然陷下去一块，下面是空的。'],
    done: '已围挡抢修，回填完成。',
  },
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
