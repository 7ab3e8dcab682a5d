import { describeSchedules } from './random-schedules'

describeSchedules(1)
