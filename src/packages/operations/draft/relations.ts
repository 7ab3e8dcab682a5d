import { withPart, type Draft, type Settings } from './draft'

/** The parts of a draft that bring members, and bring them back. */
export type Acquisition = NonNullable<Draft['acquisition']>
export type ReferralTerms = NonNullable<Acquisition['referral']>
export type ReferralReward = ReferralTerms['inviter']
export type Channel = Acquisition['channels'][number]
export type WeComCode = Acquisition['weCom'][number]
export type Care = NonNullable<Draft['care']>
export type MemberDay = Care['memberDays'][number]
export type Holiday = Care['holidays'][number]
export type CareTexts = NonNullable<Care['careList']>
export type MemberEvent = NonNullable<Draft['events']>[number]
export type WinBack = NonNullable<Settings['winBack']>
export type ComebackGift = NonNullable<WinBack['comebackGift']>
export type PeakOffer = NonNullable<Settings['peakOffer']>

type Part<T> = { [K in keyof T]?: T[K] | undefined }

const NO_ACQUISITION: Acquisition = { channels: [], weCom: [] }
const NO_CARE: Care = { memberDays: [], holidays: [] }

export const acquisitionOf = (draft: Draft): Acquisition => draft.acquisition ?? NO_ACQUISITION
export const careOf = (draft: Draft): Care => draft.care ?? NO_CARE
export const winBackOf = (draft: Draft): WinBack => draft.settings?.winBack ?? {}

export function withAcquisition(part: Part<Acquisition>) {
  return (draft: Draft): Draft => {
    const whole = withPart(acquisitionOf(draft), part)
    const { channels, weCom, referral, newcomer } = whole
    const nothing = channels.length === 0 && weCom.length === 0 && !referral && !newcomer
    return withPart(draft, { acquisition: nothing ? undefined : whole })
  }
}

export function withCare(part: Part<Care>) {
  return (draft: Draft): Draft => {
    const whole = withPart(careOf(draft), part)
    const { memberDays, holidays, birthday, careList } = whole
    const nothing = memberDays.length === 0 && holidays.length === 0 && !birthday && !careList
    return withPart(draft, { care: nothing ? undefined : whole })
  }
}

export function withWinBack(part: Part<WinBack>) {
  return (draft: Draft): Draft => {
    const whole = withPart(winBackOf(draft), part)
    return withSetting({ winBack: Object.keys(whole).length === 0 ? undefined : whole })(draft)
  }
}

/** Changes settings of the shop; without any of them nothing is said of settings at all. */
export function withSetting(part: Part<Settings>) {
  return (draft: Draft): Draft => {
    const whole = withPart(draft.settings ?? {}, part)
    return withPart(draft, { settings: Object.keys(whole).length === 0 ? undefined : whole })
  }
}
