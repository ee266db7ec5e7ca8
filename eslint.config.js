import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import ts from 'typescript-eslint';

const SERVER = [
  'apps/server/**/*.ts',
  'apps/cli/**/*.ts',
  'libs/**/*.ts',
  'test/**/*.ts',
  'bench/**/*.ts',
];
const TESTS = [
  '**/*.spec.ts',
  '**/*.e2e-spec.ts',
  '**/*.browser-spec.ts',
  'test/**/*.ts',
  'libs/*/test/**/*.ts',
];
const WEB = ['apps/web/**/*.ts', 'apps/web/**/*.vue'];

/** Reached a limit: split by reason, do not raise it. */
const SIZES = {
  'max-lines': ['error', 300],
  'max-lines-per-function': ['error', 50],
  complexity: ['error', 10],
};

/** `max-params` for all but constructors: a Nest service is handed its collaborators there, and may have six. */
const PARAMETERS = [
  {
    selector:
      'FunctionDeclaration[params.length>4], ArrowFunctionExpression[params.length>4], :not(MethodDefinition[kind="constructor"]) > FunctionExpression[params.length>4]',
    message: 'More than 4 parameters: give them one name together.',
  },
  {
    selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>6]',
    message: 'More than 6 collaborators: this class does more than one thing.',
  },
];

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message:
    'Name what you export: a default export gets another name in every file that imports it.',
};

const onlyFor = (files, configs) => configs.map((config) => ({ ...config, files }));

export default [
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      '.cache/',
      '.data/',
      'coverage/',
      'apps/web/dist/',
      'apps/web/dev-dist/',
    ],
  },
  js.configs.recommended,
  ...onlyFor(SERVER, ts.configs.strictTypeChecked),
  {
    files: SERVER,
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...SIZES,
      'no-console': 'error',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...PARAMETERS],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Settings come from the one validated configuration (libs/platform).',
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Options and request bodies are classes by name and plain objects by nature.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Nest modules are empty classes.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    // The places where the outside world's settings enter.
    files: [
      'libs/platform/src/config*.ts',
      'libs/platform/src/config/**/*.ts',
      'libs/assembly/**/*.ts',
      'apps/*/src/main.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: [...TESTS, 'libs/testing/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'no-restricted-properties': 'off',
      'max-lines-per-function': 'off',
      // One story of a module stays together.
      'max-lines': ['error', 400],
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // SQL and tables of data are long and simple.
    files: ['**/migrations/**/*.ts', '**/schema.ts', 'libs/*/src/**/data/*-data.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  ...onlyFor(WEB, [...ts.configs.recommended]),
  ...vue.configs['flat/recommended'].map((config) => ({ ...config, files: config.files ?? WEB })),
  {
    files: WEB,
    languageOptions: {
      globals: { ...globals.browser, ...globals.serviceworker },
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'], sourceType: 'module' },
    },
    rules: {
      'max-lines': ['error', 300],
      'max-params': ['error', 4],
      complexity: ['error', 10],
      'no-console': 'error',
      // TypeScript knows the names.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // prettier decides layout.
      'vue/max-attributes-per-line': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/multi-word-component-names': 'off',
      // Props are declared by type: what is optional says so there.
      'vue/require-default-prop': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
    },
  },
  {
    // Message catalogues are as long as the app has words.
    files: ['apps/web/src/i18n/**/*.ts', 'apps/web/**/*.spec.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: [
      '**/*.mjs',
      '**/*.js',
      '**/*.cjs',
      'apps/web/vite.config.ts',
      'apps/web/vitest.config.ts',
    ],
    languageOptions: { globals: globals.node },
    rules: { 'max-lines': ['error', 300], complexity: ['error', 10], 'max-params': ['error', 4] },
  },
];
