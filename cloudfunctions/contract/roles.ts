/** Who may call an action. `member` is any person known by WeChat, joined or not. */
export const ROLES = ['anonymous', 'member', 'clerk', 'manager', 'owner', 'timer', 'wechat'] as const

export type Role = (typeof ROLES)[number]

export type StaffRole = 'clerk' | 'manager' | 'owner'

/** Each staff role may do what those before it may. */
export const STAFF_RANK: Readonly<Record<StaffRole, number>> = { clerk: 1, manager: 2, owner: 3 }
