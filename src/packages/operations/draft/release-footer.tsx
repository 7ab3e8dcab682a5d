import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ListRow } from '@/components/list-row'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import type { DraftOnPage } from './use-draft'
import './release-footer.scss'

/**
 * The bar of a page that edits the draft, and the sheet with all changes: checking comes first, so
 * that nobody is asked to confirm what will be refused.
 */
export function useReleaseFooter(draft: DraftOnPage, onReleased?: () => void) {
  const { changes, busy, check, publish, throwAway } = draft
  const [confirming, setConfirming] = useState(false)
  const open = async () => {
    if (await check()) setConfirming(true)
    else toProblems()
  }
  const release = async () => {
    const done = await publish()
    setConfirming(false)
    if (done) onReleased?.()
    else toProblems()
  }
  return {
    footer:
      changes.length === 0 ? undefined : (
        <View className="release-footer">
          <View className="grow small">
            {draft.released ? `${changes.length}处改动,还没有发布` : '还没有发布过'}
          </View>
          {draft.released ? (
            <Button kind="text" compact onTap={() => void throwAway(changes.length)}>
              放弃
            </Button>
          ) : null}
          <Button loading={busy && !confirming} onTap={() => void open()}>
            核对并发布
          </Button>
        </View>
      ),
    sheet: (
      <Sheet
        open={confirming}
        title={draft.released ? `发布${changes.length}处改动` : '第一次发布'}
        onClose={() => setConfirming(false)}
        footer={
          <Button block loading={busy} onTap={() => void release()}>
            发布
          </Button>
        }
      >
        <View>
          {confirming
            ? changes.map(({ key, name, words }) => <ListRow key={key} title={name} detail={words} />)
            : null}
        </View>
        <Notice>发布后半分钟内,收银台和会员都会看到。已售出的会员卡按售出时的约定不变。</Notice>
      </Sheet>
    ),
  }
}

/** What stands in the way is said at the page's head; where the platform can't go there it is said all the same. */
function toProblems(): void {
  void Taro.pageScrollTo({ scrollTop: 0, duration: 200 }).catch(() => undefined)
}
