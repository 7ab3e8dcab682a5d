import { serve } from '../entry/serve'
import { catalogue } from './catalogue'
import { claim } from './claim'
import { invite } from './invite'
import { release } from './release'
import { revoke } from './revoke'
import { staff } from './staff'
import { today } from './today'

export const main = serve('operations', {
  'operations.claim': claim,
  'operations.catalogue': catalogue,
  'operations.release': release,
  'operations.invite': invite,
  'operations.revoke': revoke,
  'operations.staff': staff,
  'operations.today': today,
})
