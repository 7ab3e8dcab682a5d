import { View } from '@tarojs/components'
import { useState } from 'react'
import { SkeletonRows } from '@/components/skeleton'
import { Tabs } from '@/components/tabs'
import { Frame } from '../frame'
import { ImportSheet, type Pool } from './import-sheet'
import { LiabilityReport } from './liability-report'
import { PartnersReport } from './partners-report'
import { PromisesReport } from './promises-report'
import { ReconciliationReport } from './reconciliation-report'
import './report.scss'

const REPORTS = [
  { key: 'reconciliation', label: '对账' },
  { key: 'liability', label: '预收款' },
  { key: 'partners', label: '合作方' },
  { key: 'promises', label: '补差与试用' },
] as const

/** Each report asks for itself once it is looked at; the page itself has nothing to wait for. */
const NOTHING_TO_ASK = { status: 'ready', error: null, reload: () => Promise.resolve() } as const

/** The books for the owner: each report by itself, with what it must agree with. */
export default function ReportsPage() {
  const [report, setReport] = useState<(typeof REPORTS)[number]['key']>('reconciliation')
  const [pool, setPool] = useState<Pool | null>(null)
  const [imports, setImports] = useState(0)
  return (
    <Frame
      place="reports"
      answer={NOTHING_TO_ASK}
      skeleton={<SkeletonRows count={4} />}
      layers={
        <ImportSheet pool={pool} onImported={() => setImports(imports + 1)} onClose={() => setPool(null)} />
      }
    >
      <View className="report">
        <Tabs options={REPORTS} selected={report} onSelect={setReport} />
        <View>
          {report === 'reconciliation' ? <ReconciliationReport /> : null}
          {report === 'liability' ? <LiabilityReport /> : null}
          {report === 'partners' ? <PartnersReport imports={imports} onImport={setPool} /> : null}
          {report === 'promises' ? <PromisesReport /> : null}
        </View>
      </View>
    </Frame>
  )
}
