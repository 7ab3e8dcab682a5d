import { forPersons } from '../entry/handler'

export const bill = forPersons('membership.bill', () => {
  throw new Error('membership.bill has no books yet')
})
