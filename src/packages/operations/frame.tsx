import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useGradually } from '@/components/gradually'
import { Icon, type IconName } from '@/components/icon'
import { Page } from '@/components/page'
import { EmptyState } from '@/components/state-message'
import { Tag } from '@/components/tag'
import type { CallError } from '@/services/call'
import { open, replace } from '@/services/routes'
import { useStaff } from '@/stores/staff'
import './frame.scss'

export type Place =
  | 'overview'
  | 'ownerRefunds'
  | 'reports'
  | 'questions'
  | 'lossReport'
  | 'staff'
  | 'catalogue'
  | 'programme'
  | 'relations'
  | 'setUp'
type Role = 'clerk' | 'manager' | 'owner'

const PLACES: readonly { key: Place; label: string; icon: IconName; roles: readonly Role[] }[] = [
  { key: 'overview', label: '今日经营', icon: 'chart', roles: ['manager', 'owner'] },
  { key: 'ownerRefunds', label: '退款与异议', icon: 'undo', roles: ['owner'] },
  { key: 'reports', label: '账目', icon: 'document', roles: ['owner'] },
  { key: 'questions', label: '会员提问', icon: 'info', roles: ['manager', 'owner'] },
  { key: 'lossReport', label: '会员挂失', icon: 'lock', roles: ['manager', 'owner'] },
  { key: 'catalogue', label: '商品与会员卡', icon: 'tag', roles: ['owner'] },
  { key: 'programme', label: '会员经营', icon: 'gift', roles: ['owner'] },
  { key: 'relations', label: '会员关系', icon: 'trend', roles: ['owner'] },
  { key: 'staff', label: '店员', icon: 'users', roles: ['owner'] },
  { key: 'setUp', label: '开店设置', icon: 'store', roles: ['owner'] },
]

/** Places that make sense while nothing was released yet. */
const BEFORE_OPENING: readonly Place[] = ['catalogue', 'setUp']

interface Props {
  place: Place
  answer: { status: 'loading' | 'ready' | 'failed'; error: CallError | null; reload: () => Promise<void> }
  skeleton: ReactNode
  empty?: ReactNode
  kept?: string
  footer?: ReactNode
  layers?: ReactNode
  children: ReactNode
}

/**
 * What the owner's pages stand in: on a desktop a navigation on the left. Who may see a page is
 * decided by the back end on each call; here only what makes no sense to open is left out.
 */
export function Frame({ place, answer, skeleton, empty, kept, footer, layers, children }: Props) {
  const { staff, answer: who } = useStaff()
  // Before the first release nobody has a place in the shop yet: the page's own call says who may.
  const isUnopened = who.status === 'failed' && who.error?.code === 'SHOP_NOT_READY'
  const allowed = PLACES.filter(({ key, roles }) =>
    isUnopened ? BEFORE_OPENING.includes(key) : staff !== null && roles.includes(staff.role),
  )
  // Only a desktop shows it: it comes after what the page is about (P7).
  const places = answer.status === 'ready' ? allowed.length : 0
  const { shown } = useGradually(places, { portion: PLACES.length, first: 0, page: PLACES.length })
  if (who.status !== 'ready' && !isUnopened) {
    return (
      <Page answer={who} skeleton={skeleton}>
        {null}
      </Page>
    )
  }
  if (!allowed.some(({ key }) => key === place)) {
    return (
      <Page>
        <EmptyState
          icon="lock"
          title="这里只有店主能打开"
          hint="需要查看时,请用店主的微信打开"
          action="回到首页"
          onAction={() => open('home')}
        />
      </Page>
    )
  }
  return (
    <Page
      // Invitations for staff are sent from there.
      shareable={place === 'staff'}
      answer={answer}
      skeleton={skeleton}
      empty={empty}
      kept={kept}
      footer={footer}
      layers={layers}
    >
      <View className="frame">
        <View className="frame__navigation">
          {allowed.slice(0, shown).map(({ key, label, icon }) => (
            <View
              key={key}
              className={key === place ? 'frame__place frame__place--here' : 'frame__place'}
              ariaRole="link"
              onClick={() => (key === place ? undefined : replace(key))}
            >
              <Icon name={icon} size="small" />
              <View>{label}</View>
            </View>
          ))}
        </View>
        <View className="frame__content">{children}</View>
      </View>
    </Page>
  )
}

/** What waits for the owner behind a place, in a few words. */
export interface Mark {
  words: string
  tone: 'warn' | 'danger'
}

interface OtherProps {
  place: Place
  marks?: Partial<Record<Place, readonly Mark[]>>
}

/** The other pages, for phones: a desktop has them on the left, and here those with a mark. */
export function OtherPlaces({ place, marks = {} }: OtherProps) {
  const { staff } = useStaff()
  const others = PLACES.filter(
    ({ key, roles }) => key !== place && staff !== null && roles.includes(staff.role),
  )
  const { shown } = useGradually(others.length, { first: 0, portion: 6, page: 20 })
  return (
    <View className="other-places">
      {others.slice(0, shown).map(({ key, label, icon }) => (
        <View
          key={key}
          className={
            marks[key]?.length ? 'other-places__place other-places__place--marked' : 'other-places__place'
          }
          hoverClass="other-places__place--pressed"
          ariaRole="link"
          onClick={() => open(key)}
        >
          <Icon name={icon} />
          <View className="grow">{label}</View>
          <View className="other-places__marks">
            {marks[key]?.map(({ words, tone }) => (
              <Tag key={words} tone={tone}>
                {words}
              </Tag>
            ))}
          </View>
          <Icon name="chevron-right" size="small" />
        </View>
      ))}
    </View>
  )
}
