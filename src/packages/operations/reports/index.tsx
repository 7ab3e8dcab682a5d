import { View } from '@tarojs/components'
import { useState } from 'react'
import { SkeletonRows } from '@/components/skeleton'
import { Tabs } from '@/components/tabs'
import { Frame } from '../frame'
import { ImportSheet, type Pool } from './import-sheet'
import { LiabilityReport } from './liability-report'
import { PartnersReport } from './partners-report'
import { BenefitsReport } from './benefits-report'
import { CouponsReport } from './coupons-report'
import { FlagSheet, type Flag } from './flag-sheet'
import { ParticipationReport } from './participation-report'
import { PromisesReport } from './promises-report'
import { ReconciliationReport } from './reconciliation-report'
import './report.scss'

const MONEY_REPORTS = [
  { key: 'reconciliation', label: '对账' },
  { key: 'liability', label: '预收款' },
  { key: 'partners', label: '合作方' },
  { key: 'promises', label: '补差与试用' },
] as const

const PROGRAMME_REPORTS = [
  { key: 'coupons', label: '优惠券' },
  { key: 'benefits', label: '权益' },
  { key: 'participation', label: '活动' },
] as const

type Report = (typeof MONEY_REPORTS)[number]['key'] | (typeof PROGRAMME_REPORTS)[number]['key']

/** Each report asks for itself once it is looked at; the page itself has nothing to wait for. */
const NOTHING_TO_ASK = { status: 'ready', error: null, reload: () => Promise.resolve() } as const

/** The books for the owner: each report by itself, with what it must agree with. */
export default function ReportsPage() {
  const [report, setReport] = useState<Report>('reconciliation')
  const [pool, setPool] = useState<Pool | null>(null)
  const [imports, setImports] = useState(0)
  const [flag, setFlag] = useState<Flag | null>(null)
  const [decisions, setDecisions] = useState(0)
  return (
    <Frame
      place="reports"
      answer={NOTHING_TO_ASK}
      skeleton={<SkeletonRows count={4} />}
      layers={
        <>
          <ImportSheet pool={pool} onImported={() => setImports(imports + 1)} onClose={() => setPool(null)} />
          <FlagSheet
            flag={flag}
            onDecided={() => {
              setFlag(null)
              setDecisions(decisions + 1)
            }}
            onClose={() => setFlag(null)}
          />
        </>
      }
    >
      <View className="report">
        <View className="report__tabs">
          <Tabs<Report> options={MONEY_REPORTS} selected={report} onSelect={setReport} />
          <Tabs<Report> options={PROGRAMME_REPORTS} selected={report} onSelect={setReport} />
        </View>
        <View>
          {report === 'reconciliation' ? <ReconciliationReport /> : null}
          {report === 'liability' ? <LiabilityReport /> : null}
          {report === 'partners' ? <PartnersReport imports={imports} onImport={setPool} /> : null}
          {report === 'promises' ? <PromisesReport /> : null}
          {report === 'coupons' ? <CouponsReport decisions={decisions} onFlag={setFlag} /> : null}
          {report === 'benefits' ? <BenefitsReport /> : null}
          {report === 'participation' ? <ParticipationReport /> : null}
        </View>
      </View>
    </Frame>
  )
}
