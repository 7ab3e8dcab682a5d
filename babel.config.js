/** Taro's preset is for builds; tests transform with plain presets (the preset needs a Taro build). */
module.exports = (api) => {
  if (api.env('test')) {
    return {
      presets: [
        ['@babel/preset-env', { targets: { node: 'current' } }],
        ['@babel/preset-react', { runtime: 'automatic' }],
        '@babel/preset-typescript',
      ],
    }
  }
  return { presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]] }
}
