import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Fold } from '@/components/fold'
import { ListRow } from '@/components/list-row'
import { Page } from '@/components/page'
import { SkeletonRows } from '@/components/skeleton'
import { EmptyState } from '@/components/state-message'
import type { Output } from '@/services/contract'
import { money, monthText } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'

type Bills = Output<'membership.bills'>

/** 月账单 (M045): a row for each month, the same sums as the ledger of that month. */
export default function BillsPage() {
  const answer = useAnswer('membership.bills', {}, { onShow: true })
  const bills = answer.data
  return (
    <Page
      answer={answer}
      skeleton={<SkeletonRows count={6} />}
      empty={bills?.months.length === 0 ? <NoBills /> : undefined}
    >
      {bills ? <Months bills={bills} /> : null}
    </Page>
  )
}

function NoBills() {
  return <EmptyState icon="document" title="还没有账单" hint="有消费或会费的月份,次月1日起会有一张账单" />
}

function Months({ bills: { months, earlier } }: { bills: Bills }) {
  return (
    <View className="stack">
      <Card kind="flush">
        {months.map(({ month, running, spent, saved }) => (
          <ListRow
            key={month}
            title={running ? `${monthText(month, true)}(到今天)` : monthText(month, true)}
            detail={`花了 ${money(spent)},省了 ${money(saved)}`}
            onTap={() => open('bill', { month })}
          />
        ))}
      </Card>
      <View>
        {earlier.length > 0 ? (
          <Fold title="更早的月份" summary={`${earlier.length} 个月`}>
            {earlier.map((month) => (
              <ListRow key={month} title={monthText(month, true)} onTap={() => open('bill', { month })} />
            ))}
          </Fold>
        ) : null}
      </View>
    </View>
  )
}
