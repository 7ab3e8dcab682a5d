import { forPersons } from '../entry/handler'

export const setBillOptions = forPersons('membership.setBillOptions', () => {
  throw new Error('membership.setBillOptions has no books yet')
})
