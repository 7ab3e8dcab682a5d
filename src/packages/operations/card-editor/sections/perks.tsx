import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { CheckRow } from '@/components/check-row'
import { money } from '@/services/format'
import { open } from '@/services/routes'
import { newId, type PlanTerms } from '../../draft/draft'
import { AmountField, NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { TextField } from '../../fields/text-field'
import { newPerk, type Perk, withSettlement } from '../new-perk'
import { CouponFields, newCoupon } from './coupon-fields'
import { WITH_A_TERM, type Section, type SectionProps } from './section'

type Match = NonNullable<PlanTerms['statusMatches']>[number]

export const partnerPerks: Section = {
  id: 'partnerPerks',
  title: '合作权益',
  modes: WITH_A_TERM,
  summary: ({ terms }) =>
    terms.partnerPerks?.length ? terms.partnerPerks.map(({ title }) => title).join('、') : null,
  explains:
    '会员领取前逐家同意、逐家写明合作方得到什么信息。兑换码领完时,按这里设的办法换一项或退一部分钱,不会让会员白等。',
  law: '个人信息保护法',
  Fields: PerkFields,
}

function PerkFields({ terms, draft, at, changeTerms }: SectionProps) {
  const partners = draft.partners ?? []
  const perks = terms.partnerPerks ?? []
  if (partners.length === 0) return <NoPartners />
  return (
    <ItemList<Perk>
      items={perks}
      onItems={(items) => changeTerms({ partnerPerks: items })}
      most={10}
      openAt={at}
      addWords="加一项合作权益"
      titleOf={({ title }) => title}
      detailOf={({ partnerId, settlement }) =>
        `${partners.find(({ id }) => id === partnerId)?.name ?? '合作方已删除'} · 结算${money(settlement)}`
      }
      make={() => newPerk(newId('perk', perks), partners[0]?.id ?? '', terms.months)}
    >
      {(perk, change) => (
        <View>
          <TextField label="权益" value={perk.title} onValue={(title) => change({ title })} />
          <PickField
            label="合作方"
            options={partners}
            value={perk.partnerId}
            onValue={(partnerId) => change({ partnerId })}
          />
          <NumberField
            label="付费期"
            most={36}
            unit="个月"
            value={perk.months}
            onValue={(months) => change({ months })}
          />
          <AmountField
            label="付给合作方"
            value={perk.settlement}
            onValue={(settlement) => change(withSettlement(perk, settlement))}
            hint="每张卡里属于合作方的金额"
          />
          <NumberField
            label="提醒领取"
            most={365}
            unit="天内"
            value={perk.activateWithinDays}
            onValue={(activateWithinDays) => change({ activateWithinDays })}
            hint="过了会提醒,不会作废"
          />
          <PickField
            label="领完时"
            options={[
              { id: 'refund', name: '退一部分钱' },
              ...perks
                .filter(({ id, substituteOnly }) => id !== perk.id && substituteOnly)
                .map(({ id, title }) => ({ id, name: `换成「${title}」` })),
            ]}
            value={perk.ifExhausted.kind === 'refund' ? 'refund' : perk.ifExhausted.perkId}
            onValue={(id) =>
              change({
                ifExhausted:
                  id === 'refund'
                    ? { kind: 'refund', amount: Math.max(1, perk.settlement) }
                    : { kind: 'substitute', perkId: id },
              })
            }
          />
          <View>
            {perk.ifExhausted.kind === 'refund' ? (
              <AmountField
                label="退还"
                least={1}
                value={perk.ifExhausted.amount}
                onValue={(amount) => change({ ifExhausted: { kind: 'refund', amount } })}
              />
            ) : null}
          </View>
          <CheckRow
            checked={perk.substituteOnly === true}
            onChange={(on) => change({ substituteOnly: on || undefined })}
          >
            只作备用,开卡时不发
          </CheckRow>
        </View>
      )}
    </ItemList>
  )
}

function NoPartners() {
  return (
    <View className="stack">
      <View className="small">还没有合作方。先填写合作方的名称和它会得到的信息。</View>
      <Button kind="secondary" compact onTap={() => open('setUpForm', { form: 'partners' })}>
        去填写合作方
      </Button>
    </View>
  )
}

export const statusMatches: Section = {
  id: 'statusMatches',
  title: '等级互通',
  modes: WITH_A_TERM,
  summary: ({ terms }) =>
    terms.statusMatches?.length ? terms.statusMatches.map(({ tier }) => tier).join('、') : null,
  explains: '持有这张卡,在合作方那里相当于哪个等级。要会员自己绑定和同意;卡到期或等级降低,互通随之结束。',
  law: '个人信息保护法',
  Fields: ({ terms, draft, at, changeTerms }: SectionProps) => {
    const partners = draft.partners ?? []
    const matches = terms.statusMatches ?? []
    if (partners.length === 0) return <NoPartners />
    return (
      <ItemList<Match>
        items={matches}
        onItems={(items) => changeTerms({ statusMatches: items.length > 0 ? items : undefined })}
        most={5}
        openAt={at}
        addWords="加一家"
        titleOf={({ tier }) => tier}
        detailOf={({ partnerId, welcome }) =>
          [partners.find(({ id }) => id === partnerId)?.name, welcome ? `绑定送${welcome.title}` : '']
            .filter(Boolean)
            .join(' · ')
        }
        make={() => {
          const free = partners.find(({ id }) => !matches.some((match) => match.partnerId === id))
          return free ? { partnerId: free.id, tier: '' } : null
        }}
      >
        {(match, change) => (
          <View>
            <PickField
              label="合作方"
              options={partners}
              value={match.partnerId}
              onValue={(partnerId) => change({ partnerId })}
            />
            <TextField label="相当于" value={match.tier} onValue={(tier) => change({ tier })} />
            <CheckRow
              checked={match.welcome !== undefined}
              onChange={(on) => change({ welcome: on ? newCoupon('welcome') : undefined })}
            >
              第一次绑定送券,每个账号只送一次
            </CheckRow>
            <View>
              {match.welcome ? (
                <CouponFields
                  coupon={match.welcome}
                  change={(part) =>
                    change({ welcome: { ...newCoupon('welcome'), ...match.welcome, ...part } })
                  }
                />
              ) : null}
            </View>
          </View>
        )}
      </ItemList>
    )
  },
}
