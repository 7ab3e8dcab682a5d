import type { Basket } from './acts'

export interface Regular {
  readonly id: string
  readonly name: string
  readonly branchId: 'laojie' | 'kejiyuan'
  readonly memberForDays: number
  readonly visits: number
  readonly basket: Basket
}

function regular(
  index: number,
  name: string,
  branchId: Regular['branchId'],
  memberForDays: number,
  visits: number,
  basket: Basket,
): Regular {
  return { id: `regular-${index}`, name, branchId, memberForDays, visits, basket }
}

/** Quiet people with plain habits: some have earned their fee back, some haven't yet. */
export const REGULARS: readonly Regular[] = [
  regular(1, '何先生', 'laojie', 210, 5, [['meishi', 5]]),
  regular(2, '吴女士', 'laojie', 180, 6, [['natie', 4]]),
  regular(3, '郑老师', 'laojie', 160, 5, [
    ['tusi', 2],
    ['doushabao', 6],
  ]),
  regular(4, '冯先生', 'kejiyuan', 240, 6, [['meishi', 6]]),
  regular(5, '褚女士', 'kejiyuan', 120, 4, [['shengye-natie', 3]]),
  regular(6, '卫先生', 'kejiyuan', 200, 5, [
    ['natie', 5],
    ['niujiaobao', 2],
  ]),
  regular(7, '蒋女士', 'laojie', 90, 4, [['meishi', 3]]),
  regular(8, '沈先生', 'kejiyuan', 150, 5, [
    ['meishi', 4],
    ['tusi', 1],
  ]),
  regular(9, '韩女士', 'laojie', 75, 3, [['natie', 4]]),
  regular(10, '杨先生', 'kejiyuan', 130, 5, [['shengye-natie', 5]]),
  regular(11, '朱女士', 'laojie', 60, 3, [
    ['meishi', 4],
    ['niujiaobao', 4],
  ]),
]

/** Visits spread evenly over the time of membership, the last some days ago. */
export function regularVisits({ memberForDays, visits, basket }: Regular): { day: number; basket: Basket }[] {
  const gap = Math.floor((memberForDays - 10) / visits)
  return Array.from({ length: visits }, (_, index) => ({ day: 2 + index * gap, basket }))
}

/** What each of them took in the last week: days ago, and a small basket. */
export const LAST_WEEK: readonly {
  readonly id: string
  readonly daysAgo: number
  readonly basket: Basket
}[] = REGULARS.flatMap(({ id }, index) =>
  [index % 8, (index * 3 + 2) % 8].map((daysAgo, turn) => ({
    id,
    daysAgo,
    basket: turn === 0 ? [['meishi', 1] as const] : [['natie', 1] as const, ['niujiaobao', 1] as const],
  })),
)
