import { refuse } from '../contract/refusals'
import { forPersons } from '../entry/handler'

export const readInbox = forPersons('renewal.readInbox', () => Promise.resolve(refuse('BUSY')))
export const allowMessages = forPersons('renewal.allowMessages', () => Promise.resolve(refuse('BUSY')))
export const messageSettings = forPersons('renewal.messageSettings', () => Promise.resolve(refuse('BUSY')))
export const switchFlow = forPersons('renewal.switchFlow', () => Promise.resolve(refuse('BUSY')))
