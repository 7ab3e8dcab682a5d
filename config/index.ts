import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import { iconSassOptions } from './icon-function'
import { tokenColours } from './palette'

const root = path.resolve(__dirname, '..')

/**
 * Sources outside `src` that must go through Babel: the contract's constants, and libraries that
 * ship newer syntax than the oldest WebView reads.
 */
const compiledToo = [
  path.resolve(root, 'cloudfunctions', 'contract'),
  path.resolve(root, 'node_modules', '@noble', 'hashes'),
  path.resolve(root, 'node_modules', 'uqr'),
]

/** H5 is for this machine and its browser tests: a third less time to build is worth a tenth of size. */
const quickMinifier = {
  jsMinimizer: 'esbuild' as const,
  esbuild: { minify: { enable: true, config: { target: 'es2018' } } },
}

export default defineConfig<'webpack5'>(async (merge) => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'huika',
    date: '2026-11-22',
    designWidth: 750,
    deviceRatio: { 640: 2.34 / 2, 750: 1, 375: 2, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    alias: { '@': path.resolve(root, 'src') },
    defineConstants: {
      API_BASE: JSON.stringify(process.env.API_BASE ?? ''),
      CLOUD_ENV: JSON.stringify(process.env.CLOUD_ENV ?? ''),
      TOKEN_COLOURS: JSON.stringify(tokenColours()),
    },
    plugins: [path.resolve(__dirname, 'accessibility.ts')],
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: true },
    ...(process.env.TARO_ENV === 'h5' ? quickMinifier : {}),
    mini: {
      optimizeMainPackage: { enable: true },
      compile: { include: compiledToo },
      sassLoaderOption: { sassOptions: iconSassOptions },
      // Components style only themselves, so the order in which their styles meet doesn't matter.
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: { pxtransform: { enable: true, config: {} } },
    },
    h5: {
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      compile: { include: compiledToo },
      sassLoaderOption: { sassOptions: iconSassOptions },
      output: {
        filename: 'js/[name].[contenthash:8].js',
        chunkFilename: 'js/[name].[contenthash:8].js',
      },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: { autoprefixer: { enable: true } },
    },
  }
  return merge({}, config)
})
