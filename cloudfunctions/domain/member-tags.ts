import { ordersIn } from './cross-category'
import { hasConsent } from './joining'
import { STAGE_WORDS, stageOf } from './lifecycle'
import type { LifecycleStage } from './lifecycle-account'
import type { MemberState } from './member'
import { isMinor } from './minors'
import type { Release } from './release'

/**
 * How the shop knows a member by rules (L10): worked out anew each time from what the member did
 * here, stored nowhere, each with its rule. A tag that the member took off is used for nothing.
 */
export interface Tag {
  readonly tagId: string
  readonly title: string
  /** The rule and the facts behind it. */
  readonly reason: string
  readonly hidden: boolean
  /** For a tag of a category. */
  readonly categoryId?: string
}

/** So many orders of a category in 90 days make it a frequent one. */
const FREQUENT_ORDERS = 3
const MOST_HIDDEN = 60

/** The stages as a person would say them of itself; the owner's funnel has the trade's words. */
const STAGE_TAGS: Readonly<Record<LifecycleStage, string>> = {
  attracted: '新朋友',
  retained: '来过',
  active: '常客',
  converted: '有会员卡',
  advocating: '邀请过朋友',
}

/** None for a minor and for who switched personal suggestions off (PIPL 24, 31). */
export function tagsOf(state: MemberState, release: Release, now: number): Tag[] {
  const { personalised, hiddenTags } = state.privacy
  if (!personalised || isMinor(state, now) || !hasConsent(state, 'service')) return []
  const stage = stageOf(state, now)
  const stageTag = stage && {
    tagId: `stage-${stage}`,
    title: STAGE_TAGS[stage],
    reason: `规则:${STAGE_WORDS[stage].rule}`,
  }
  const frequent = release.categories.flatMap(({ id, name }) => {
    const orders = ordersIn(state, id, now)
    if (orders < FREQUENT_ORDERS) return []
    return [
      {
        tagId: categoryTag(id),
        title: `常买${name}`,
        reason: `近90天买过${orders}次${name}`,
        categoryId: id,
      },
    ]
  })
  return [...(stageTag ? [stageTag] : []), ...frequent].map((tag) => ({
    ...tag,
    hidden: hiddenTags.includes(tag.tagId),
  }))
}

export function isFrequent(tag: Tag): tag is Tag & { readonly categoryId: string } {
  return tag.categoryId !== undefined
}

/** Takes a tag off, or lets it be used again; one that isn't there now can be taken off, too. */
export function withHiddenTag(state: MemberState, tagId: string, hidden: boolean): MemberState {
  const others = state.privacy.hiddenTags.filter((one) => one !== tagId)
  const hiddenTags = hidden ? [...others, tagId].slice(-MOST_HIDDEN) : others
  return { ...state, privacy: { ...state.privacy, hiddenTags } }
}

/** Within a slug's 40 characters, whatever the category is called. */
function categoryTag(categoryId: string): string {
  return `often-${categoryId}`.slice(0, 40)
}
