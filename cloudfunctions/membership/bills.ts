import { forPersons } from '../entry/handler'

export const bills = forPersons('membership.bills', () => {
  throw new Error('membership.bills has no books yet')
})
