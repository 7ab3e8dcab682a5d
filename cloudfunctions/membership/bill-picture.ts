import { forPersons } from '../entry/handler'

export const billPicture = forPersons('membership.billPicture', () => {
  throw new Error('membership.billPicture has no books yet')
})
