import { View } from '@tarojs/components'
import { SwitchRow } from '@/components/switch-row'
import { participationOf, tiersOf, withParticipation, type Support } from '../../draft/programme'
import { NumberField } from '../../fields/figure-field'
import { ItemList } from '../../fields/item-list'
import { PickField } from '../../fields/pick-field'
import { SupportPreview } from '../previews/participation'
import type { Part, PartProps } from './part'

const PROMISE: Support = { defaultMinutes: 240, byTier: [] }

export const support: Part = {
  title: '咨询答复',
  explains: '会员在小程序里提问,这里写明营业时间内多久首次答复。高等级可以更快。超时没有答复会标出来。',
  summary: (draft) => {
    const promise = participationOf(draft).support
    return promise ? `${promise.defaultMinutes}分钟内首次答复` : null
  },
  Fields: SupportFields,
  Preview: SupportPreview,
}

function SupportFields({ draft, edit }: PartProps) {
  const { support: promise } = participationOf(draft)
  const ranked = tiersOf(draft).slice(1)
  const change = (part: Partial<Support>) =>
    edit(withParticipation({ support: { ...PROMISE, ...promise, ...part } }))
  const free = ranked.find(({ rank }) => !promise?.byTier.some(({ tierAtLeast }) => tierAtLeast === rank))
  return (
    <View>
      <SwitchRow
        title="接受会员提问"
        on={promise !== undefined}
        onChange={(on) => edit(withParticipation({ support: on ? PROMISE : undefined }))}
      />
      <View>
        {promise ? (
          <View>
            <NumberField
              label="一般"
              least={5}
              most={10_080}
              unit="分钟内"
              value={promise.defaultMinutes}
              onValue={(defaultMinutes) => change({ defaultMinutes })}
              hint="只算营业时间;打烊时的提问从开门算起"
            />
            <View>
              {ranked.length > 0 ? (
                <ItemList<Support['byTier'][number]>
                  items={promise.byTier}
                  onItems={(byTier) => change({ byTier })}
                  most={9}
                  addWords="给高等级更快"
                  titleOf={({ tierAtLeast, minutes }) =>
                    `${ranked.find(({ rank }) => rank === tierAtLeast)?.name ?? `第${tierAtLeast}级`}:${minutes}分钟内`
                  }
                  make={() => (free ? { tierAtLeast: free.rank, minutes: 60 } : null)}
                >
                  {(one, changeOne) => (
                    <View>
                      <PickField
                        label="等级"
                        options={ranked.map(({ rank, name }) => ({
                          id: String(rank),
                          name: `${name}及以上`,
                        }))}
                        value={String(one.tierAtLeast)}
                        onValue={(id) => changeOne({ tierAtLeast: Number(id) })}
                      />
                      <NumberField
                        label="答复"
                        most={10_080}
                        unit="分钟内"
                        value={one.minutes}
                        onValue={(minutes) => changeOne({ minutes })}
                      />
                    </View>
                  )}
                </ItemList>
              ) : null}
            </View>
          </View>
        ) : null}
      </View>
    </View>
  )
}
