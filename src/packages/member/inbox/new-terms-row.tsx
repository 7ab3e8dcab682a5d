import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { serverNow } from '@/services/clock'
import type { Output } from '@/services/contract'
import { momentText } from '@/services/format'
import { open } from '@/services/routes'

export type InboxTerms = NonNullable<Output<'renewal.inbox'>['terms']>

/** Newer terms of joining, among the messages until they are answered either way (L9). */
export function NewTermsRow({ terms: { title, summary, since } }: { terms: InboxTerms }) {
  return (
    <Card>
      <View className="message" hoverClass="message--pressed" onClick={() => open('newTerms')}>
        <View className="message__head">
          <View className="message__title">{`《${title}》有新版本`}</View>
          <Icon name="chevron-right" size="small" className="message__arrow" />
        </View>
        <View className="message__line">{summary ?? '门店没有写这次改了什么,请看全文'}</View>
      </View>
      <View className="message__why">{`${momentText(since, serverNow())}发布 · 只放在这里\n您加入时同意过这份说明,点开看,同意或暂不同意都可以`}</View>
    </Card>
  )
}
