/**
 * The floors of DESIGN.md: imports go down only.
 *   contract < domain < ledger, gateways < entry < functions; src sees the contract alone.
 */
const FUNCTIONS = 'membership|payment|points|coupons|referral|counter|renewal|operations'

/** Files of the contract without a schema: the mini-program may import their values. */
const CONSTANTS =
  '^cloudfunctions/contract/(version|refusals|operation-id|roles|member-code|base32|envelope|accent|friend-code|joining-agreement|tagged-code|message-flows|referral-scene)\\.ts$'

/** A floor may import itself and the floors named; every other own folder is refused. */
const floor = (name, allowed) => ({
  name: `floor-${name}`,
  comment: `cloudfunctions/${name} imports only from ${[name, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^cloudfunctions/${name}/` },
  to: {
    path: '^(cloudfunctions|src|local|tests|bench|config)/',
    pathNot: `^cloudfunctions/(${[name, ...allowed].join('|')})/`,
  },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    floor('contract', []),
    floor('domain', ['contract']),
    floor('ledger', ['domain', 'contract']),
    floor('gateways', ['domain', 'contract']),
    floor('entry', ['gateways', 'ledger', 'domain', 'contract']),
    {
      name: 'floor-functions',
      comment: 'a function imports from the floors below it, never from another function',
      severity: 'error',
      from: { path: `^cloudfunctions/(${FUNCTIONS})/` },
      to: {
        path: '^(cloudfunctions|src|local|tests|bench|config)/',
        pathNot: '^cloudfunctions/($1|entry|gateways|ledger|domain|contract)/',
      },
    },
    {
      name: 'rules-are-pure',
      comment: 'contract and domain know no platform and no library but schemas and hashes',
      severity: 'error',
      from: { path: '^cloudfunctions/(contract|domain)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: '^node_modules/(zod|@noble/hashes)/' },
    },
    {
      name: 'src-sees-the-contract-only',
      comment: 'the mini-program knows the back end by its contract',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(cloudfunctions|local|tests|bench|config)/', pathNot: '^cloudfunctions/contract/' },
    },
    {
      name: 'no-schema-in-the-mini-program',
      comment: 'types of the contract are free; values only from the files without a schema',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: '^(cloudfunctions/contract/|node_modules/zod/)',
        pathNot: CONSTANTS,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'constants-stay-free-of-schemas',
      comment: 'what the mini-program imports must not bring the schema library along',
      severity: 'error',
      from: { path: CONSTANTS },
      to: {
        path: '^(cloudfunctions/contract/|node_modules/)',
        pathNot: [CONSTANTS, '^node_modules/@noble/hashes/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-page-in-a-page',
      comment: 'what two pages share is a component',
      severity: 'error',
      from: { path: '^src/(?:pages|packages/[^/]+)/([^/]+)/' },
      to: { path: '^src/pages/', pathNot: '^src/pages/$1/' },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-package-in-the-product',
      severity: 'error',
      from: { path: '^(src|cloudfunctions)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.local|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: [
        '.ts',
        '.tsx',
        '.weapp.ts',
        '.weapp.tsx',
        '.h5.ts',
        '.h5.tsx',
        '.d.ts',
        '.js',
        '.mjs',
        '.cjs',
        '.json',
        '.scss',
      ],
    },
  },
}
