import type { MemberDay } from '../contract/care'
import type { CatalogueDraft } from '../contract/catalogue'
import type { MemberEvent } from '../contract/events'
import { addDays, dayWords, isDay, shanghaiDay } from './calendar'
import type { DraftProblem } from './compliance'
import { audienceProblems } from './coupon-checks'
import type { Publishing } from './offer-checks'
import type { Release } from './release'
import { NOTICE_DAYS } from './shop-closing'

/** What stands against the member days, greetings, events and the closing of a draft. */
export function* careProblems(draft: CatalogueDraft, publishing: Publishing): Generator<DraftProblem> {
  const { memberDays = [], holidays = [] } = draft.care ?? {}
  const events = draft.events ?? []
  for (const [path, items] of Object.entries({
    'care.memberDays': memberDays,
    'care.holidays': holidays,
    events,
  }))
    yield* repeatedIds(path, items)
  for (const [index, memberDay] of memberDays.entries())
    yield* memberDayProblems(memberDay, draft, publishing, `care.memberDays.${index}`)
  for (const [index, { id, day, templateId }] of holidays.entries()) {
    const at = `care.holidays.${index}`
    const before = publishing.previous?.care?.holidays.find((one) => one.id === id)
    yield* dayProblems(day, before?.day, publishing, `${at}.day`)
    yield* dayCouponProblems(templateId, draft, `${at}.templateId`)
  }
  for (const [index, event] of events.entries())
    yield* eventProblems(event, draft, publishing, `events.${index}`)
  yield* closingProblems(draft, publishing)
}

/** Every text of them that advertises, with its path in the draft. */
export function* careTexts(draft: CatalogueDraft): Generator<readonly [path: string, text: string]> {
  const { memberDays = [], holidays = [], birthday, careList } = draft.care ?? {}
  const listed = {
    'care.memberDays': memberDays,
    'care.holidays': holidays,
    events: draft.events ?? [],
  }
  for (const [path, items] of Object.entries(listed))
    for (const [index, { title, text }] of items.entries()) {
      yield [`${path}.${index}.title`, title]
      yield [`${path}.${index}.text`, text]
    }
  if (birthday) yield ['care.birthday.text', birthday.text]
  for (const [name, text] of Object.entries(careList ?? {})) yield [`care.careList.${name}`, text]
  if (draft.closing) yield ['closing.text', draft.closing.text]
}

function* memberDayProblems(
  { id, recurs, audience, pointsBasisPoints, templateId }: MemberDay,
  draft: CatalogueDraft,
  { now, previous }: Publishing,
  at: string,
): Generator<DraftProblem> {
  yield* audienceProblems(audience, draft, `${at}.audience`)
  yield* dayCouponProblems(templateId, draft, `${at}.templateId`)
  if (pointsBasisPoints === undefined && templateId === undefined)
    yield {
      path: at,
      code: 'NOTHING_GIVEN',
      sentence: '会员日要有多倍积分或优惠券,否则会员得不到什么',
    }
  if (pointsBasisPoints !== undefined && !draft.loyalty?.points)
    yield {
      path: `${at}.pointsBasisPoints`,
      code: 'POINTS_MISSING',
      sentence: '门店没有开通积分,不能设多倍积分',
    }
  if (recurs.kind !== 'dates') return
  if (!recurs.days.every(isDay))
    yield { path: `${at}.recurs.days`, code: 'DAY_MISSING', sentence: '有日期并不存在,请检查' }
  // Days that are over may stay as they were: they keep nothing else from being published.
  const before = previous?.care?.memberDays.find((one) => one.id === id)?.recurs
  const days = before?.kind === 'dates' ? before.days : []
  const added = recurs.days.some((day) => !days.includes(day)) || days.length === 0
  if (added && !recurs.days.some((day) => day >= shanghaiDay(now)))
    yield { path: `${at}.recurs.days`, code: 'DAY_PAST', sentence: '所列日期都已过去,请加上以后的日期' }
}

/** A coupon that who belongs to the day can take must be there for each of them (L7). */
function* dayCouponProblems(
  templateId: string | undefined,
  draft: CatalogueDraft,
  path: string,
): Generator<DraftProblem> {
  if (templateId === undefined) return
  const template = draft.coupons?.templates.find(({ id }) => id === templateId)
  if (!template) yield { path, code: 'REFERENCE_MISSING', sentence: '券不存在,请先添加或改选' }
  else if (template.issueLimit !== undefined)
    yield {
      path,
      code: 'COUPON_LIMITED',
      sentence: '当天人人可领的券不能限发放总量,请另建一种券(民法典第五百零九条)',
      law: 'L7',
    }
}

/** A day that is over can stay where it was, but nothing new is announced for it. */
function* dayProblems(
  day: string,
  before: string | undefined,
  { now }: Publishing,
  path: string,
): Generator<DraftProblem> {
  if (!isDay(day)) yield { path, code: 'DAY_MISSING', sentence: '这一天并不存在,请检查' }
  else if (day < shanghaiDay(now) && day !== before)
    yield { path, code: 'DAY_PAST', sentence: '这一天已经过去,请选今天或以后的日期' }
}

function* eventProblems(
  event: MemberEvent,
  draft: CatalogueDraft,
  publishing: Publishing,
  at: string,
): Generator<DraftProblem> {
  const before = publishing.previous?.events?.find(({ id }) => id === event.id)
  yield* dayProblems(event.day, before?.day, publishing, `${at}.day`)
  yield* audienceProblems(event.audience, draft, `${at}.audience`)
  if (!draft.branches.some(({ id }) => id === event.branchId))
    yield { path: `${at}.branchId`, code: 'REFERENCE_MISSING', sentence: '门店不存在,请改选' }
  if (event.to <= event.from)
    yield { path: `${at}.to`, code: 'TIMES_REVERSED', sentence: '结束时间要晚于开始时间' }
  if (!isDay(event.signUpThrough) || event.signUpThrough > event.day)
    yield { path: `${at}.signUpThrough`, code: 'DAYS_REVERSED', sentence: '报名截止日不能晚于活动当天' }
  if (event.capacity === 0)
    yield { path: `${at}.capacity`, code: 'NO_PLACES', sentence: '名额至少要有1个,不办了请撤下活动' }
  if (before && isMoved(before, event, publishing))
    yield {
      path: `${at}.day`,
      code: 'EVENT_MOVED',
      sentence: '已发布的活动不能改时间和门店,会员是按原来的时间报名的;请撤下后另建一个',
      law: 'L7',
    }
}

/** Who signed up did so for that time and place. */
function isMoved(before: MemberEvent, event: MemberEvent, { now }: Publishing): boolean {
  if (before.day < shanghaiDay(now)) return false
  const whereAndWhen = ({ day, from, to, branchId }: MemberEvent) => [day, from, to, branchId].join()
  return whereAndWhen(before) !== whereAndWhen(event)
}

/** Thirty days before at the latest (L6); once said, an earlier day would take days away again. */
function* closingProblems(
  { closing }: CatalogueDraft,
  { previous, now }: { previous: Release | null; now: number },
): Generator<DraftProblem> {
  if (!closing || closing.day === previous?.closing?.day) return
  const earliest = addDays(shanghaiDay(now), NOTICE_DAYS)
  if (!isDay(closing.day))
    yield { path: 'closing.day', code: 'DAY_MISSING', sentence: '这一天并不存在,请检查' }
  else if (closing.day < earliest)
    yield {
      path: 'closing.day',
      code: 'CLOSING_TOO_SOON',
      sentence: `停业或搬迁要提前至少${NOTICE_DAYS}天告知会员,最早可选${dayWords(earliest, now)};急需停售请先打开“暂停充值和长期卡”`,
      law: 'L6',
    }
}

function* repeatedIds(path: string, items: readonly { id: string }[]): Generator<DraftProblem> {
  const seen = new Set<string>()
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id))
      yield { path: `${path}.${index}.id`, code: 'ID_REPEATED', sentence: `编号“${id}”重复,请改用不同的编号` }
    seen.add(id)
  }
}
