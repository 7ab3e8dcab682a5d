/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/tests/setup/environment.js',
  testSequencer: '<rootDir>/tests/setup/longest-first.js',
  testMatch: ['<rootDir>/tests/**/*.test.ts', '<rootDir>/tests/**/*.test.tsx'],
  // Sources choose their platform by suffix; tests see the mini-program's side.
  moduleFileExtensions: ['weapp.ts', 'weapp.tsx', 'ts', 'tsx', 'js', 'jsx', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    '^@/(.*)$': '<rootDir>/src/$1',
    '\\.(css|scss|sass|png|jpe?g|svg)$': '<rootDir>/tests/setup/asset.js',
  },
  transform: { '\\.[cm]?[jt]sx?$': '<rootDir>/tests/setup/transform.js' },
  // Packages that exist as ES modules only must be transformed: jest's require cannot load them.
  transformIgnorePatterns: ['/node_modules/(?!(@noble/hashes)/)'],
  // Built folders hold package.json files of the same name, which would collide.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/', '<rootDir>/.cache/'],
  // Only for what never ends: how long a test takes is the machine's business.
  testTimeout: 120_000,
  // A worker that has grown begins anew with the next file: what comes late is as fast as what came first.
  workerIdleMemoryLimit: '800MB',
}
