import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { serverNow } from '@/services/clock'
import { dayAfter } from '../../card-editor/sections/days'
import type { Draft } from '../../draft/draft'
import { couponsOf } from '../../draft/programme'
import { withSetting, type PeakOffer } from '../../draft/relations'
import { NumberField } from '../../fields/figure-field'
import { PickField } from '../../fields/pick-field'
import { LimitField } from '../../fields/picks-field'
import { SpanField } from '../../fields/span-field'
import { TextField } from '../../fields/text-field'
import { couponOptions } from './campaigns'
import type { Part, PartProps } from './part'

/** As long as WeChat lets a line of a message be. */
const LINE = 20

export const peakOffer: Part = {
  title: '服务完成后的续卡优惠',
  explains:
    '店员核销一项服务后,当天有效的续卡优惠。当天 24 点真的结束,之后至少 30 天不再给同一个人,不在服务当中打扰。',
  law: '明码标价和禁止价格欺诈规定第十九条',
  summary: (draft) => draft.settings?.peakOffer?.title ?? null,
  Fields: ({ draft, edit }: PartProps) => {
    const offer = draft.settings?.peakOffer
    const [coupon] = couponsOf(draft).templates
    const change = (part: { [K in keyof PeakOffer]?: PeakOffer[K] | undefined }) => {
      if (!offer) return
      const whole = Object.fromEntries(
        Object.entries({ ...offer, ...part }).filter(([, value]) => value !== undefined),
      ) as PeakOffer
      edit(withSetting({ peakOffer: whole }))
    }
    const start: PeakOffer = {
      id: 'today',
      title: '今天续卡',
      gives: { kind: 'bonus_months', months: 1 },
      notAgainDays: 60,
      from: dayAfter(serverNow(), 0),
      through: dayAfter(serverNow(), 90),
      words: '今天续卡多送一个月',
    }
    return (
      <View>
        <SwitchRow
          title="服务完成后给一个当天有效的续卡优惠"
          on={offer !== undefined}
          onChange={(on) => edit(withSetting({ peakOffer: on ? start : undefined }))}
        />
        {offer ? (
          <View>
            <TextField
              label="名称"
              path="settings.peakOffer.title"
              value={offer.title}
              onValue={(title) => change({ title })}
            />
            <PickField
              label="给什么"
              options={[
                { id: 'bonus_months', name: '多送几个月' },
                ...(coupon ? [{ id: 'coupon', name: '送券' }] : []),
              ]}
              value={offer.gives.kind}
              onValue={(id) =>
                change({
                  gives:
                    id === 'coupon' && coupon
                      ? { kind: 'coupon', templateId: coupon.id, count: 1 }
                      : { kind: 'bonus_months', months: 1 },
                })
              }
            />
            <PeakGives gives={offer.gives} draft={draft} onGives={(gives) => change({ gives })} />
            <NumberField
              label="同一个人"
              least={30}
              most={366}
              unit="天内不再给"
              value={offer.notAgainDays}
              onValue={(notAgainDays) => change({ notAgainDays })}
              hint="至少 30 天,不然「只有今天」就不是真的"
            />
            <LimitField
              title="只限部分会员卡"
              options={draft.plans.map(({ id, terms }) => ({ id, name: terms.name }))}
              chosen={offer.planIds}
              onChosen={(planIds) => change({ planIds })}
            />
            <SpanField from={offer.from} through={offer.through} change={change} />
            <TextField
              label="消息里的一句话(20字内)"
              most={LINE}
              path="settings.peakOffer.words"
              value={offer.words}
              onValue={(words) => change({ words })}
            />
          </View>
        ) : null}
      </View>
    )
  },
}

interface PeakGivesProps {
  gives: PeakOffer['gives']
  draft: Draft
  onGives: (gives: PeakOffer['gives']) => void
}

function PeakGives({ gives, draft, onGives }: PeakGivesProps) {
  if (gives.kind === 'bonus_months')
    return (
      <NumberField
        label="多送"
        most={6}
        unit="个月"
        value={gives.months}
        onValue={(months) => onGives({ kind: 'bonus_months', months })}
      />
    )
  return (
    <View>
      <PickField
        label="哪种券"
        options={couponOptions(draft)}
        value={gives.templateId}
        onValue={(templateId) => onGives({ ...gives, templateId })}
      />
      <NumberField
        label="张数"
        most={10}
        unit="张"
        value={gives.count}
        onValue={(count) => onGives({ ...gives, count })}
      />
    </View>
  )
}
