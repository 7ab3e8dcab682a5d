import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { type Answer, refusal } from './answers'
import type { WechatFaults } from './faults'
import type { Merchant } from './orders'
import { type Fields, isSigned } from './papay-messages'
import type { SignResult, WechatContract, WechatDebit } from './papay-state'
import type { Records } from './records'

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
/** In the first 12 hours a debit runs at once, without a notice (wechat.md 1.12). */
const FIRST_HOURS_MS = 12 * 3_600_000
/** A debit is accepted first; its end comes seconds later. */
const DURATION_MS = 2000
const MOST_AMOUNT = 50_000

export interface Papay {
  /** Who would sign what, for WeChat's page; null for extraData whose signature is wrong. */
  describe(extraData: Fields): { merchantName: string; account: string; signed: boolean } | null
  /** The person ticks the box, which never comes ticked, and agrees. */
  sign(extraData: Fields, openid: string, options: { ticked: boolean }): SignResult
  /** The person ends it in WeChat's own settings (2), or it expires (1), or WeChat's staff (7). */
  terminate(contractCode: string, mode?: '1' | '2' | '5' | '7'): void
  contracts(): WechatContract[]
  debits(): WechatDebit[]
}

export interface PapayCalls {
  queryContract(fields: Fields): Fields
  endContract(fields: Fields): Fields
  charge(fields: Fields): Fields
  queryCharge(fields: Fields): Fields
  announce(contractId: string, body: unknown): Answer
  due(): number[]
  finishThrough(moment: number): void
}

interface Surroundings {
  merchant: Merchant
  apiV2Key: string
  contracts: Records<WechatContract>
  debits: Records<WechatDebit>
  faults: WechatFaults
  clock(): number
  /** Books a debit that succeeded; its transaction number. */
  book(debit: WechatDebit, openid: string): string
  tellContract(contract: WechatContract, change: 'ADD' | 'DELETE'): void
  tellDebit(debit: WechatDebit, openid: string): void
}

const noticeBody = z.object({
  mchid: z.string(),
  appid: z.string(),
  deduct_duration: z.object({ count: z.int().min(1).max(3), unit: z.literal('DAY') }),
  estimated_amount: z.object({ amount: z.int().min(1), currency: z.literal('CNY') }),
})

/** Contracts, pre-debit notices and debits with WeChat's windows and limits (wechat.md 1.12). */
export function createPapay(world: Surroundings): Papay & PapayCalls {
  const { merchant, apiV2Key, contracts, debits, faults, clock } = world
  const byId = new Map(contracts.all().map((contract) => [contract.contractId, contract]))

  const live = (contract: WechatContract | undefined): contract is WechatContract =>
    contract?.state === 'signed'
  const right = (extraData: Fields): boolean =>
    isSigned(extraData, apiV2Key) && extraData.appid === merchant.appid && extraData.mch_id === merchant.mchid

  function end(contract: WechatContract, mode: string): void {
    if (contract.state === 'ended') return
    Object.assign(contract, { state: 'ended', endedAt: clock(), mode })
    contracts.put(contract.contractCode, contract)
    world.tellContract(contract, 'DELETE')
  }

  function find({ plan_id: templateId, contract_code: code, contract_id: id }: Fields) {
    const contract = id === undefined ? contracts.get(code ?? '') : byId.get(id)
    return contract && (templateId === undefined || contract.templateId === templateId) ? contract : undefined
  }

  /** Why a debit may not run now, or null. */
  function debitFault(contract: WechatContract, amount: number): string | null {
    const now = clock()
    if (!inHours(now)) return 'RULELIMIT'
    const own = debits.all().filter(({ contractId }) => contractId === contract.contractId)
    if (own.some(({ state }) => state === 'ACCEPT')) return 'FREQUENCY_LIMITED'
    const today = dayOf(now)
    if (own.some(({ state, finishesAt }) => state === 'SUCCESS' && dayOf(finishesAt) === today))
      return 'RULELIMIT'
    if (amount > MOST_AMOUNT) return 'RULELIMIT'
    if (now - contract.signedAt < FIRST_HOURS_MS) return null
    const notice = contract.announced.at(-1)
    if (notice?.usedBy !== null || amount > notice.amount) return 'RULELIMIT'
    const since = daysFrom(notice.day, today)
    return since >= 2 && since <= 1 + notice.count ? null : 'RULELIMIT'
  }

  return {
    describe(extraData) {
      if (!right(extraData)) return null
      const contract = contracts.get(extraData.contract_code ?? '')
      const account = extraData.contract_display_account ?? ''
      return { merchantName: merchant.name, account, signed: live(contract) }
    },

    sign(extraData, openid, { ticked }) {
      if (!right(extraData)) return { kind: 'refused_sign' }
      if (!ticked) return { kind: 'refused_not_ticked' }
      const {
        plan_id: templateId = '',
        contract_code: contractCode = '',
        request_serial: serial = '',
      } = extraData
      const all = contracts.all()
      if (all.some((other) => live(other) && other.templateId === templateId && other.openid === openid))
        return { kind: 'refused_exists' }
      if (contracts.get(contractCode) || all.some(({ requestSerial }) => requestSerial === serial))
        return { kind: 'refused_used' }
      const contract: WechatContract = {
        contractCode,
        contractId: `${dayOf(clock()).replaceAll('-', '')}${randomInt(1_000_000_000, 9_999_999_999)}`,
        templateId,
        openid,
        displayAccount: extraData.contract_display_account ?? '',
        requestSerial: serial,
        notifyUrl: extraData.notify_url ?? '',
        state: 'signed',
        signedAt: clock(),
        endedAt: null,
        mode: null,
        announced: [],
      }
      contracts.put(contractCode, contract)
      byId.set(contract.contractId, contract)
      world.tellContract(contract, 'ADD')
      return {
        kind: 'signed',
        extraData: { return_code: 'SUCCESS', return_msg: 'OK', contract_id: contract.contractId },
      }
    },

    terminate(contractCode, mode = '2') {
      const contract = contracts.get(contractCode)
      if (contract) end(contract, mode)
    },

    contracts: () => contracts.all(),
    debits: () => debits.all(),

    queryContract(fields) {
      const contract = find(fields)
      if (!contract) return fail('CONTRACT_NOT_EXIST')
      return {
        ...ok,
        contract_id: contract.contractId,
        plan_id: contract.templateId,
        contract_code: contract.contractCode,
        openid: contract.openid,
        request_serial: contract.requestSerial,
        contract_display_account: contract.displayAccount,
        contract_state: live(contract) ? '0' : '1',
        contract_signed_time: timeText(contract.signedAt),
        ...(contract.mode !== null && { contract_termination_mode: contract.mode }),
      }
    },

    endContract(fields) {
      const contract = find(fields)
      if (!live(contract)) return fail('CONTRACT_NOT_EXIST')
      end(contract, '3')
      const { contractId, templateId, contractCode } = contract
      return { ...ok, contract_id: contractId, plan_id: templateId, contract_code: contractCode }
    },

    announce(contractId, body) {
      const parsed = noticeBody.safeParse(body)
      if (!parsed.success || parsed.data.mchid !== merchant.mchid || parsed.data.appid !== merchant.appid)
        return refusal(400, 'PARAM_ERROR', '参数错误')
      const contract = byId.get(contractId)
      if (!live(contract)) return refusal(404, 'RESOURCE_NOT_EXISTS', '协议不存在或已解约')
      if (!inHours(clock())) return refusal(400, 'RULE_LIMIT', '仅支持7:00-22:00发送')
      const { amount } = parsed.data.estimated_amount
      const { count } = parsed.data.deduct_duration
      const today = dayOf(clock())
      const open = contract.announced.at(-1)
      if (open?.usedBy === null && daysFrom(open.day, today) <= 1 + open.count)
        return open.amount === amount && open.count === count
          ? refusal(400, 'RESOURCE_ALREADY_EXISTS', '扣费通知已存在')
          : refusal(400, 'INVALID_REQUEST', '本周期已有不同的扣费通知')
      contract.announced.push({ at: clock(), day: today, amount, count, usedBy: null })
      contracts.put(contract.contractCode, contract)
      return { status: 204, body: null }
    },

    charge(fields) {
      const { out_trade_no: orderId = '', contract_id: contractId = '', total_fee: fee = '' } = fields
      if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(orderId) || !/^[1-9]\d*$/.test(fee) || fields.trade_type !== 'PAP')
        return fail('PARAM_ERROR')
      const known = debits.get(orderId)
      if (known) return fail(KNOWN[known.state])
      const contract = byId.get(contractId)
      if (!live(contract)) return fail('CONTRACTERROR')
      const fault = debitFault(contract, Number(fee))
      if (fault !== null) return fail(fault)
      debits.put(orderId, {
        orderId,
        contractId,
        amount: Number(fee),
        description: fields.body ?? '',
        notifyUrl: fields.notify_url ?? '',
        state: 'ACCEPT',
        acceptedAt: clock(),
        finishesAt: clock() + DURATION_MS,
        code: null,
        transactionId: null,
      })
      return { ...ok, out_trade_no: orderId, contract_id: contractId }
    },

    queryCharge(fields) {
      const debit = debits.get(fields.out_trade_no ?? '')
      if (!debit) return fail('ORDERNOTEXIST')
      return debitFields(debit, byId.get(debit.contractId)?.openid ?? '')
    },

    due: () => debits.all().flatMap(({ state, finishesAt }) => (state === 'ACCEPT' ? [finishesAt] : [])),

    finishThrough(moment) {
      for (const debit of debits.all()) {
        if (debit.state !== 'ACCEPT' || debit.finishesAt > moment) continue
        const contract = byId.get(debit.contractId)
        const openid = contract?.openid ?? ''
        const code = faults.takeDebitFailure() ?? (live(contract) ? null : 'CONTRACTERROR')
        debit.code = code
        debit.state = code === null ? 'SUCCESS' : 'PAY_FAIL'
        if (code === null) {
          debit.transactionId = world.book(debit, openid)
          const notice = contract?.announced.at(-1)
          if (contract && notice) {
            notice.usedBy = debit.orderId
            contracts.put(contract.contractCode, contract)
          }
        }
        debits.put(debit.orderId, debit)
        world.tellDebit(debit, openid)
      }
    },
  }
}

const ok: Fields = { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS' }
const KNOWN = { ACCEPT: 'ORDER_ACCEPTED', SUCCESS: 'ORDERPAID', PAY_FAIL: 'ORDERCLOSED' } as const

export const fail = (code: string): Fields => ({
  return_code: 'SUCCESS',
  return_msg: 'OK',
  result_code: 'FAIL',
  err_code: code,
  err_code_des: code,
})

/** What a query and a debit notice say of a debit. */
export function debitFields(debit: WechatDebit, openid: string): Fields {
  const { orderId, contractId, amount, state, code, transactionId, finishesAt } = debit
  return {
    ...ok,
    out_trade_no: orderId,
    contract_id: contractId,
    openid,
    total_fee: String(amount),
    fee_type: 'CNY',
    cash_fee: String(amount),
    trade_state: state,
    bank_type: 'OTHERS',
    ...(state === 'SUCCESS' && { transaction_id: transactionId ?? '', time_end: digits(finishesAt) }),
    ...(code !== null && { err_code: code }),
  }
}

/** 07:00 to 22:00 in Beijing: notices and debits alike (L11). */
function inHours(now: number): boolean {
  const hour = new Date(now + SHANGHAI_MS).getUTCHours()
  return hour >= 7 && hour < 22
}

const shanghai = (now: number): string => new Date(now + SHANGHAI_MS).toISOString()
const dayOf = (now: number): string => shanghai(now).slice(0, 10)
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
export const timeText = (now: number): string => shanghai(now).slice(0, 19).replace('T', ' ')
const digits = (now: number): string => shanghai(now).slice(0, 19).replace(/\D/g, '')
