import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { canvasNode } from '@/components/canvas'
import { Notice } from '@/components/notice'
import { KEEP_PICTURE_WORDS, hasAlbumSetting, keepPicture, openAlbumSetting } from '@/platform/album'
import type { FileOutcome } from '@/platform/outcomes'
import { useBusy } from '@/stores/busy'

export type Kept = FileOutcome['kind']

interface Props {
  canvas: string
  name: string
  onKept: (kept: Kept) => void
}

/** The page's button: into the album, or among the downloads. */
export function KeepPicture({ canvas, name, onKept }: Props) {
  const [busy, run] = useBusy()
  const keep = () =>
    void run(async () => {
      const node = await canvasNode(canvas)
      onKept(node ? (await keepPicture(node, name)).kind : 'failed')
    })
  return (
    <Button block loading={busy} onTap={keep}>
      {KEEP_PICTURE_WORDS}
    </Button>
  )
}

/** What became of it; who said no to the album reads the two other ways. */
export function KeptWords({ kept }: { kept: Kept | null }) {
  return (
    <View>
      {kept === 'kept' ? <Notice tone="saved">已保存</Notice> : null}
      {kept === 'failed' ? <Notice tone="danger">没能保存,请再试一次,或长按图片保存</Notice> : null}
      {kept === 'unavailable' ? (
        <View>
          <Notice tone="warn">
            没有允许保存到相册。可以长按上面的图片保存,或到设置里打开「添加到相册」后再点一次。
          </Notice>
          {hasAlbumSetting ? (
            <Button kind="secondary" compact onTap={openAlbumSetting}>
              打开设置
            </Button>
          ) : null}
        </View>
      ) : null}
    </View>
  )
}
