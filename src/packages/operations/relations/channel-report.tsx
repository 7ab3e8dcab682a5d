import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FactLine } from '@/components/fact-line'
import { Notice } from '@/components/notice'
import { Tag } from '@/components/tag'
import { call, toCallError } from '@/services/call'
import type { Output } from '@/services/contract'
import { count, money } from '@/services/format'
import { open } from '@/services/routes'
import { useAnswer } from '@/stores/answer'
import { useBusy } from '@/stores/busy'
import { Answered } from '../reports/answered'
import { CopyTable, plainYuan } from '../reports/copy-table'
import { ChannelCode } from './channel-code'

type Channel = Output<'operations.channels'>['channels'][number]

const KIND_NAMES: Record<Channel['kind'], string> = {
  store: '门店',
  wecom: '企业微信',
  poster: '海报',
  media: '媒体',
}

/** Where people came from first, and what a first order cost by channel (M103). */
export function ChannelReport() {
  const answer = useAnswer('operations.channels', {})
  return (
    <Answered answer={answer}>
      {({ channels }) => (
        <View className="report">
          <View className="small">
            每个人只算第一次从哪里来。花费由您自己填,每个首单成本 = 花费 ÷ 首单人数。
          </View>
          <View>
            {channels.length === 0 ? <Notice>还没有渠道。先加一个并发布,再把它的码贴出去。</Notice> : null}
          </View>
          <View className="report__pair">
            {channels.map((channel) => (
              <OneChannel key={channel.channelId} channel={channel} />
            ))}
          </View>
          <Button kind="secondary" block onTap={() => open('programmeForm', { part: 'channels' })}>
            增加渠道,填花费
          </Button>
          <View>{channels.length > 0 ? <Table channels={channels} /> : null}</View>
        </View>
      )}
    </Answered>
  )
}

function OneChannel({ channel }: { channel: Channel }) {
  const [code, setCode] = useState<Output<'operations.channelCode'> | null>(null)
  const [busy, run] = useBusy()
  const { channelId, name, kind, firstTouches, joined, firstOrders, cost, costPerFirstOrder } = channel
  const show = () =>
    run(async () => {
      try {
        setCode(await call('operations.channelCode', { channelId }))
      } catch (error) {
        void Taro.showToast({ title: toCallError(error).message, icon: 'none' })
      }
    })
  return (
    <Card>
      <View className="report__head">
        <View className="title grow">{name}</View>
        <Tag>{KIND_NAMES[kind]}</Tag>
      </View>
      <FactLine label="第一次从这里来" value={`${count(firstTouches)} 人`} />
      <FactLine label="加入会员" value={`${count(joined)} 人`} />
      <FactLine label="有首单" value={`${count(firstOrders)} 人`} />
      <FactLine label="花费" value={money(cost)} />
      <FactLine
        sum
        label="每个首单成本"
        value={costPerFirstOrder === null ? '还没有首单' : money(costPerFirstOrder)}
      />
      <View>
        {code ? (
          <View>
            <ChannelCode code={code} name={name} />
            <Button kind="text" compact onTap={() => setCode(null)}>
              收起
            </Button>
          </View>
        ) : (
          <Button kind="text" compact icon="qr-code" loading={busy} onTap={() => void show()}>
            看它的小程序码
          </Button>
        )}
      </View>
    </Card>
  )
}

function Table({ channels }: { channels: readonly Channel[] }) {
  return (
    <CopyTable
      rows={() => [
        ['渠道', '首次到访', '加入', '首单', '花费', '每首单成本'],
        ...channels.map(({ name, firstTouches, joined, firstOrders, cost, costPerFirstOrder }) => [
          name,
          firstTouches,
          joined,
          firstOrders,
          plainYuan(cost),
          costPerFirstOrder === null ? '' : plainYuan(costPerFirstOrder),
        ]),
      ]}
    />
  )
}
