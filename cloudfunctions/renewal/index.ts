import { serve } from '../entry/serve'
import { sweep } from './sweep'

export const main = serve('renewal', { 'renewal.sweep': sweep }, { timers: { sweep: 'renewal.sweep' } })
