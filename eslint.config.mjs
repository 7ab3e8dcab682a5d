import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** The floors that run in the cloud, by what their code may do (DESIGN.md). */
const PURE = ['cloudfunctions/contract/**/*.ts', 'cloudfunctions/domain/**/*.ts']
const MAY_HOLD_THE_SDK = [
  'cloudfunctions/ledger/database.ts',
  'cloudfunctions/entry/**/*.ts',
  'cloudfunctions/gateways/**/*.ts',
]

const PLAIN_NODE = [
  '**/*.mjs',
  '**/*.cjs',
  '*.js',
  'config/*.js',
  'tests/setup/*.js',
  'tests/functions/fixtures/**/*.js',
]

/** Locks of transactions stall other writers for up to 30 s, and the SDK leaks them. */
const transactions = {
  selector: 'MemberExpression[property.name=/^(start|run)Transaction$/]',
  message: 'No multi-document transactions: one operation is one conditional write (DESIGN.md, ledger).',
}

/** Local getters depend on the time zone of the process; business days are Shanghai's. */
const localTime = {
  selector:
    'CallExpression[callee.property.name=/^(getFullYear|getMonth|getDate|getDay|getHours|getMinutes|getTimezoneOffset|setFullYear|setMonth|setDate|setHours|toLocaleDateString|toLocaleTimeString|toDateString)$/]',
  message: 'The time zone of the process must not matter: use the calendar in +08:00.',
}

const databaseWrites = {
  selector:
    'CallExpression[callee.property.name=/^(add|set|update|updateAndReturn|remove)$/][callee.object.callee.property.name=/^(collection|doc|where|limit|orderBy)$/]',
  message: 'Database writes live in cloudfunctions/ledger and nowhere else.',
}

const impurity = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'No clock here: `now` comes with the context.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'No clock here: `now` comes with the context.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'No clock here: `now` comes with the context.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'No randomness here: it comes from the entry point.',
  },
]

/** Money is whole fen: what can leave a fraction behind must be floored or ceiled on the spot. */
const fractions = [
  {
    selector: 'Literal[raw=/^[0-9_]*\\.[0-9]+$/]',
    message: 'No fractions: fen and basis points are integers.',
  },
  {
    selector:
      "BinaryExpression[operator='/']:not(CallExpression[callee.object.name='Math'][callee.property.name=/^(floor|ceil|trunc)$/] > BinaryExpression)",
    message: 'A division must stand directly inside Math.floor, Math.ceil or Math.trunc.',
  },
  { selector: "AssignmentExpression[operator='/=']", message: 'A division must be floored or ceiled.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='round']",
    message: 'Say which way: prices and points floor, what is owed to the member ceils.',
  },
  {
    selector: 'CallExpression[callee.name=/^parseFloat$/]',
    message: 'No floating-point money.',
  },
  {
    selector: "CallExpression[callee.property.name='toFixed']",
    message: 'No floating-point money: text of amounts is made by integer arithmetic.',
  },
]

const focusedTests = [
  {
    selector:
      'CallExpression[callee.object.name=/^(test|it|describe)$/][callee.property.name=/^(only|skip|todo|failing)$/]',
    message: 'No focused, skipped or planned tests.',
  },
  {
    selector: 'CallExpression[callee.name=/^(fit|xit|xtest|fdescribe|xdescribe)$/]',
    message: 'No focused or skipped tests.',
  },
]

const sdk = {
  name: '@cloudbase/node-sdk',
  allowTypeImports: true,
  message: 'Only ledger/database.ts, entry and gateways hold the SDK.',
}

export default tseslint.config(
  { ignores: ['dist/**', '.local/**', '.cache/**', 'coverage/**', 'node_modules/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The compiler finds these.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      // Numbers are written into texts all over the place, on purpose.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNever: true },
      ],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `noUncheckedIndexedAccess` makes a checked `!` honest where an index was just tested.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Defensive checks on what came over a wire are wanted.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/class-literal-property-style': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    rules: {
      eqeqeq: ['error', 'always'],
      'max-lines': ['error', { max: 350 }],
      // Control characters are what sort keys and input checks are about.
      'no-control-regex': 'off',
      'no-restricted-syntax': ['error', transactions],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    // The plugin's other rules are about React's compiler, which this build doesn't use.
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': ['error', transactions, localTime],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [sdk] }],
      'no-console': 'error',
    },
  },
  {
    files: ['cloudfunctions/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', transactions, localTime, databaseWrites, ...impurity],
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [sdk] }],
    },
  },
  {
    files: ['cloudfunctions/ledger/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', transactions, localTime, ...impurity] },
  },
  {
    // Clock and randomness of production enter here, and nowhere else.
    files: ['cloudfunctions/entry/**/*.ts', 'cloudfunctions/gateways/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', transactions, localTime, databaseWrites] },
  },
  {
    files: MAY_HOLD_THE_SDK,
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-syntax': ['error', transactions, localTime, databaseWrites, ...impurity],
      'no-restricted-globals': [
        'error',
        ...[
          'process',
          'performance',
          'crypto',
          'setTimeout',
          'setInterval',
          'fetch',
          'console',
          'Buffer',
        ].map((name) => ({ name, message: 'The rules are pure: no platform here.' })),
      ],
    },
  },
  {
    files: ['cloudfunctions/domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', transactions, localTime, databaseWrites, ...impurity, ...fractions],
    },
  },
  {
    // The one place where amounts are divided: exactly, with the remainder in hand.
    files: ['cloudfunctions/domain/money.ts'],
    rules: { 'no-restricted-syntax': ['error', transactions, localTime, databaseWrites, ...impurity] },
  },
  {
    files: ['cloudfunctions/{contract,domain,ledger,gateways}/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    // Stand-ins and tests handle foreign JSON and the outside of protocols all the time.
    files: ['tests/**/*.ts', 'tests/**/*.tsx', 'bench/**/*.ts', 'local/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Webpack's and Sass's hooks are typed against what they replaced.
    files: ['config/**/*.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  {
    files: ['tests/**/*.ts', 'tests/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...focusedTests] },
  },
  {
    files: ['local/**/*.ts'],
    // The local CloudBase answers to a transaction: with a refusal. It loads built functions.
    rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // A mini-program as WeChat reads it, for tests of what drives and checks the real one.
    files: ['tests/weapp/fixture/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['App', 'Page', 'Component', 'getApp', 'wx', 'require', 'module'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: PLAIN_NODE,
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...[
            'process',
            'console',
            'Buffer',
            'URL',
            'URLSearchParams',
            'TextEncoder',
            'TextDecoder',
            'performance',
          ],
          ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask'],
          ...['fetch', 'AbortController', 'AbortSignal', 'structuredClone', 'globalThis'],
          ...['require', 'module', 'exports', '__dirname', '__filename'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
)
