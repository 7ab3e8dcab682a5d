import { View } from '@tarojs/components'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { money } from '@/services/format'
import { AmountField, NumberField, PercentField } from '../../fields/figure-field'
import type { Section, SectionProps } from './section'

export const guarantee: Section = {
  id: 'guarantee',
  title: '省不够,退差额',
  modes: ['ticket'],
  summary: ({ terms }) =>
    terms.guarantee ? `没省够会费的${terms.guarantee.basisPoints / 100}%退差额` : null,
  explains:
    '一期内没省够,按差的比例退会费:退款=会费×(目标−已省)÷目标,一分没省全额退。顾客随时能看到现在能退多少,第350天前结算,原路退回。',
  law: '微信支付退款期限365天',
  Fields: ({ terms, economics, changeTerms }: SectionProps) => (
    <View>
      <SwitchRow
        title="承诺省不够退差额"
        on={terms.guarantee !== undefined}
        onChange={(on) => changeTerms({ guarantee: on ? { basisPoints: 12_000 } : undefined })}
      />
      {terms.guarantee ? (
        <View>
          <PercentField
            label="目标为会费的"
            least={10_000}
            most={20_000}
            value={terms.guarantee.basisPoints}
            onValue={(basisPoints) => changeTerms({ guarantee: { basisPoints } })}
          />
          <LosesFrom economics={economics} />
        </View>
      ) : null}
    </View>
  ),
}

/** F3: what the promise costs depends on what a yuan that a member saves costs the shop. */
function LosesFrom({ economics }: Pick<SectionProps, 'economics'>) {
  const from = economics?.guaranteeBreakEvenBasisPoints
  if (from === null || from === undefined) return null
  return <Notice>{`会员每省下1元,店里的实际成本占到${from / 100}%以上就会亏;不到就不亏。`}</Notice>
}

export const payAsSaved: Section = {
  id: 'payAsSaved',
  title: '先用后付',
  modes: ['ticket'],
  summary: ({ terms }) => (terms.payAsSaved ? `到期按实际节省付,最多${money(terms.price)}` : null),
  explains:
    '开卡不收钱。到期按实际省下的金额收,最多收到售价,没省不收。账单先给会员看24小时,可以提出异议,再按自动扣款的规则扣。',
  law: '网络交易监督管理办法第十八条、微信支付扣款规则',
  Fields: ({ terms, draft, changeTerms }: SectionProps) => (
    <View>
      <SwitchRow
        title="先用后付"
        on={terms.payAsSaved === true}
        onChange={(on) => changeTerms({ payAsSaved: on ? true : undefined })}
      />
      {terms.payAsSaved && !draft.settings?.autoRenew?.enabled ? (
        <Notice tone="warn">需要先在「经营设置·自动续费」里开通自动扣款,否则发布时会被拦下。</Notice>
      ) : null}
    </View>
  ),
}

export const trial: Section = {
  id: 'trial',
  title: '试用与首期特价',
  modes: ['ticket'],
  summary: ({ terms: { trial: own } }) =>
    own ? `${own.price === 0 ? '免费' : money(own.price)}试用${own.days}天` : null,
  explains:
    '每人每个系列一次,不能靠换号重来。首期价格和之后的价格用同样大小的字写在一起,之后不会不告知就扣款。',
  law: '网络交易监督管理办法第十八条',
  Fields: ({ terms, changeTerms }: SectionProps) => {
    const own = terms.trial
    return (
      <View>
        <SwitchRow
          title="提供试用"
          on={own !== undefined}
          onChange={(on) => changeTerms({ trial: on ? { price: 100, days: 30 } : undefined })}
        />
        {own ? (
          <View>
            <AmountField
              label="试用价"
              value={own.price}
              onValue={(price) => changeTerms({ trial: { ...own, price } })}
              hint="0为免费,不经过微信支付"
            />
            <NumberField
              label="试用"
              least={7}
              most={31}
              unit="天"
              value={own.days}
              onValue={(days) => changeTerms({ trial: { ...own, days } })}
            />
          </View>
        ) : null}
      </View>
    )
  },
}

export const autoRenew: Section = {
  id: 'autoRenew',
  title: '自动续费',
  modes: ['ticket'],
  summary: ({ terms }) => (terms.autoRenew ? `每${terms.months}个月${money(terms.autoRenew.amount)}` : null),
  explains:
    '顾客单独勾选才开通,从不预先勾好。每次扣款前至少5天先通知,没有送达就不扣;随时两下关闭,不需要找店员,已买的时间照用。',
  law: '网络交易监督管理办法第十八条、微信支付扣款规则',
  Fields: ({ terms, draft, changeTerms }: SectionProps) => (
    <View>
      <SwitchRow
        title="这张卡可以自动续费"
        detail="默认是手动续费"
        on={terms.autoRenew !== undefined}
        onChange={(on) => changeTerms({ autoRenew: on ? { amount: terms.price } : undefined })}
      />
      {terms.autoRenew ? (
        <AmountField
          label="每期扣款"
          least={1}
          value={terms.autoRenew.amount}
          onValue={(amount) => changeTerms({ autoRenew: { amount } })}
        />
      ) : null}
      {terms.autoRenew && !draft.settings?.autoRenew?.enabled ? (
        <Notice tone="warn">全店的自动续费还没有打开,会员现在只看到手动续费。</Notice>
      ) : null}
    </View>
  ),
}
