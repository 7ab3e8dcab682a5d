import { mergeInternalComponents } from '@tarojs/shared'

mergeInternalComponents({ View: { 'aria-label': '', 'aria-role': '' } })
