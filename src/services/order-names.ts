import type { Order } from './payments'

/** What an order is about, where its title alone does not say it. */
export const ORDER_KIND_NAMES: Record<Order['kind'], string> = {
  card: '开卡续卡',
  counter: '到店消费',
  top_up: '充值',
  charge: '自动扣款',
  flash: '限时抢购',
}
