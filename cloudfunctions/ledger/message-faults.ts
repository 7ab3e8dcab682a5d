import type { MessageTemplate } from '../contract/message-flows'
import type { Database } from './database'

/** `message_faults/{template}`: WeChat refused messages because of how the template is set up. */
export interface MessageFault {
  readonly _id: MessageTemplate
  /** As it was set up then: once it is published otherwise, the fault is history. */
  readonly setUp: string
  /** WeChat's; 0: found before WeChat was asked. */
  readonly errcode: number
  readonly at: number
}

export interface MessageFaults {
  record(fault: MessageFault): Promise<void>
  all(): Promise<MessageFault[]>
}

const FAULTS = 'message_faults'
const MOST = 100

export function messageFaults(database: Database): MessageFaults {
  return {
    async record(fault) {
      if ((await database.insert(FAULTS, fault)) === 'inserted') return
      const { _id, ...fields } = fault
      await database.replaceWhere(FAULTS, { _id }, fields)
    },
    all: () => database.find<MessageFault>(FAULTS, { where: {}, orderBy: [['_id', 'asc']], limit: MOST }),
  }
}
