import { z } from 'zod'
import type { Records } from './records'

/** Who paid, and whether anything of it is left: what WeChat checks a delivery against. */
export interface PaidTransaction {
  openid: string
  refunded: boolean
}

export interface ReportedShipping {
  transactionId: string
  logisticsType: number
  itemDescription: string
  at: number
}

interface Surroundings {
  records: Records<ReportedShipping>
  find(transactionId: string): PaidTransaction | null
}

const MOST_CHARACTERS = 120
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/

const body = z.object({
  order_key: z.object({ order_number_type: z.literal(2), transaction_id: z.string().min(1) }),
  logistics_type: z.int(),
  delivery_mode: z.int(),
  shipping_list: z.array(z.object({ item_desc: z.string().optional() })).min(1),
  upload_time: z.string(),
  payer: z.object({ openid: z.string().min(1) }),
})

const refused = (errcode: number, errmsg: string): object => ({ errcode, errmsg })

/** 发货信息录入, as the trade management of mini-programs answers it (wechat.md 1.13). */
export function uploadShippingInfo(input: unknown, { records, find }: Surroundings, now: number): object {
  const parsed = body.safeParse(input)
  if (!parsed.success) return refused(10060014, `参数错误: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  const { order_key, logistics_type, delivery_mode, shipping_list, upload_time, payer } = parsed.data
  const transactionId = order_key.transaction_id
  const description = shipping_list[0]?.item_desc ?? ''
  if (![1, 2, 3, 4].includes(logistics_type)) return refused(10060005, '物流类型有误')
  if (delivery_mode !== 1) return refused(10060006, '非快递发货时不允许分拆发货')
  if (description === '') return refused(10060008, '商品描述不能为空')
  if ([...description].length > MOST_CHARACTERS) return refused(10060009, '商品描述太长')
  if (!RFC_3339.test(upload_time)) return refused(268485216, '上传时间非法,请按照 RFC 3339 格式填写')
  const paid = find(transactionId)
  if (!paid) return refused(10060001, '支付单不存在')
  if (paid.openid !== payer.openid) return refused(10060031, '该笔支付单不属于 openid 所指定的用户')
  if (paid.refunded) return refused(10060004, '支付单处于不可发货的状态')
  if (records.get(transactionId)) return refused(10060002, '支付单已完成发货,无法继续发货')
  records.put(transactionId, {
    transactionId,
    logisticsType: logistics_type,
    itemDescription: description,
    at: now,
  })
  return { errcode: 0, errmsg: 'ok' }
}
