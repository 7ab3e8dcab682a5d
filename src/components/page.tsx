import { View } from '@tarojs/components'
import { useEffect, type ReactNode } from 'react'
import { hideShareMenu } from '@/platform/share'
import type { CallError } from '@/services/call'
import { useSession, useTextScale } from '@/stores/session'
import { CodeButton } from './code-button'
import { OfflineBanner } from './offline-banner'
import { PrivacySheet } from './privacy-sheet'
import { ErrorState } from './state-message'
import { accentProperties } from './accent'
import './page.scss'

interface Props {
  /** What is known of the page's data; leave out for pages without any. */
  answer?: { status: 'loading' | 'ready' | 'failed'; error: CallError | null; reload: () => Promise<void> }
  /** Drawn while loading, in the final layout. */
  skeleton?: ReactNode
  /** Drawn instead of the children once the data came and there is nothing to show. */
  empty?: ReactNode
  /** What is safe if loading failed. */
  kept?: string
  /** White instead of paper: the code page. */
  white?: boolean
  /** Leaves the gutters to the children. */
  flush?: boolean
  /** The floating member code, on the shopper's tabs. */
  codeButton?: boolean
  /** Fixed at the lower edge: the page's main button. */
  footer?: ReactNode
  /** The page has a `useShareAppMessage`; all others can't be shared (L12). */
  shareable?: boolean
  /** Sheets and other layers over the page. */
  layers?: ReactNode
  children: ReactNode
}

/**
 * What every page stands in: its four states, the merchant's accent, text scale, safe areas,
 * the offline line and WeChat's privacy question.
 */
export function Page(props: Props) {
  const { answer, skeleton, empty, kept, white, flush, codeButton, footer, layers, children } = props
  const shareable = props.shareable === true
  useEffect(() => {
    if (!shareable) hideShareMenu()
  }, [shareable])
  const scale = useTextScale()
  const accent = useSession((state) => state.shop?.accent)
  const classes = [
    'page',
    white ? 'page--white' : '',
    flush ? '' : 'page--gutters',
    scale === 1.4 ? 'page--large' : scale === 1.2 ? 'page--larger' : '',
    codeButton ? 'page--with-code' : '',
    footer ? 'page--with-footer' : '',
  ]
  return (
    <View className={classes.filter(Boolean).join(' ')} style={accentProperties(accent)}>
      <OfflineBanner />
      <View className="page__body">{body()}</View>
      <View>
        {footer && (!answer || answer.status === 'ready') ? (
          <View className="page__footer">{footer}</View>
        ) : null}
      </View>
      <View>{codeButton ? <CodeButton /> : null}</View>
      <View>{layers}</View>
      <PrivacySheet />
    </View>
  )

  function body(): ReactNode {
    if (answer?.status === 'loading') return skeleton ?? null
    if (answer?.status === 'failed')
      return <ErrorState error={answer.error} kept={kept} onRetry={() => void answer.reload()} />
    return empty ?? children
  }
}
