import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'

/** What a screen reader needs to know of a view: Taro's templates leave these attributes out. */
const SPOKEN = { View: { 'aria-label': '', 'aria-role': '' } }

interface MiniPlatform {
  runtimePath: string | string[]
  template?: { mergeComponents: (context: IPluginContext, patch: typeof SPOKEN) => void }
}

/**
 * Lets `ariaLabel` and `ariaRole` reach WXML. The templates of the build and the names that the
 * runtime gives to attributes must learn it both, or they would speak of different ones.
 */
export default (context: IPluginContext): void => {
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform: MiniPlatform) {
      if (!platform.template) return
      platform.template.mergeComponents(context, SPOKEN)
      platform.runtimePath = [platform.runtimePath, path.join(__dirname, 'accessibility-runtime.js')].flat()
    },
  })
}
