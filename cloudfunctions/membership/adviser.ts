import { forPersons } from '../entry/handler'

export const adviser = forPersons('membership.adviser', () => {
  throw new Error('membership.adviser has no books yet')
})
