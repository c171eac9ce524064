import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which room may look into which: the graph, checked over all projects. */
const boundaries = [
  { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:kernel'] },
  { sourceTag: 'type:capability', onlyDependOnLibsWithTags: ['type:kernel', 'type:capability'] },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:kernel', 'type:contracts', 'type:capability'] },
  {
    sourceTag: 'type:case',
    onlyDependOnLibsWithTags: ['type:kernel', 'type:contracts', 'type:capability', 'type:platform'],
  },
  {
    sourceTag: 'type:floor',
    onlyDependOnLibsWithTags: ['type:kernel', 'type:contracts', 'type:capability', 'type:platform'],
  },
  {
    sourceTag: 'type:service',
    onlyDependOnLibsWithTags: [
      'type:kernel',
      'type:contracts',
      'type:capability',
      'type:platform',
      'type:case',
      'type:floor',
    ],
  },
  { sourceTag: 'type:deploy', onlyDependOnLibsWithTags: ['*'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['*'] },
];

/** The same borders where they are crossed by name, with what to do instead. */
const anyOfOurs = { group: ['@ekey/*'], message: 'The kernel imports nothing. Put it in a capability library.' };
const services = {
  group: ['@ekey/intake', '@ekey/review', '@ekey/issuance', '@ekey/renewal', '@ekey/notify'],
  message: 'Services share facts, not code. Consume its published event in a policy.',
};
const runtime = { group: ['node:*', '@nestjs/*'], message: 'A contract is data. No runtime code here.' };
const platform = {
  group: ['@ekey/platform', '@ekey/contracts'],
  message: 'A capability knows no business word. The platform wires it; the service uses it.',
};
const adapters = {
  group: ['@ekey/*/sqlite', '@ekey/*/filesystem', '@ekey/*/kurrent', '@ekey/*/kafka', '@ekey/*/mongo', '@ekey/*/minio'],
  message: 'Talk to the port. Which adapter stands behind it is chosen in libs/floor alone.',
};
const floor = {
  group: ['@ekey/floor'],
  message: 'A service does not know what it stands on. Its main.ts and entry.ts alone do.',
};
const nest = {
  group: ['@nestjs/*', '@ekey/platform', 'fastify'],
  message: 'A rule knows no framework. The handler beside it is the only file of this folder that does.',
};
const node = {
  group: ['node:*', 'uuid'],
  message: 'A rule asks nobody. Time, ids and what the outside knows come in with the command.',
};
const purity = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the time from the command: replaying must tell the same story.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the time from the command: replaying must tell the same story.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take ids and chance from the command.',
  },
];
const pure = [
  'services/*/src/**/*.{events,commands,state,decider,upcasters,view,policy,publisher}.ts',
  'services/*/src/**/decide/*.ts',
];

const restricted = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'data/**', '**/*.d.ts', '.nx/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        // A package's own name for one of its files: it leads nowhere else, and NodeNext lets CommonJS load by no other.
        { enforceBuildableLibDependency: false, allow: ['^#'], depConstraints: boundaries },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read it in libs/platform/src/config.ts, where it is checked and named.',
        },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['libs/kernel/src/**/*.ts'], rules: restricted(anyOfOurs, runtime) },
  { files: ['libs/contracts/src/**/*.ts'], rules: restricted(runtime, services) },
  {
    files: ['libs/!(kernel|contracts|platform|case-papers|floor)/src/**/*.ts'],
    rules: restricted(services, platform, floor),
  },
  { files: ['libs/floor/src/**/*.ts'], rules: restricted(services) },
  { files: ['libs/case-papers/src/**/*.ts'], rules: restricted(services, adapters, floor) },
  { files: ['libs/platform/src/**/*.ts'], rules: restricted(services, adapters, floor) },
  { files: ['services/*/src/**/*.ts'], rules: restricted(services, adapters, floor) },
  { files: ['services/*/src/{main,entry}.ts'], rules: restricted(services) },
  {
    files: pure,
    rules: { ...restricted(services, adapters, floor, nest, node), 'no-restricted-syntax': ['error', ...purity] },
  },
  {
    files: ['services/*/src/**/*.policy.ts'],
    rules: restricted(services, adapters, floor, nest, node, {
      group: ['**/*.handler', '**/*.view', '**/*.policy'],
      message: 'A policy turns a fact into commands and knows nothing else.',
    }),
  },
  {
    files: ['services/*/src/**/*.view.ts'],
    rules: restricted(services, adapters, floor, nest, node, {
      group: ['**/*.commands', '**/*.decider', '**/*.handler'],
      message: 'A view is folded from facts; it neither commands nor decides.',
    }),
  },
  {
    files: ['services/*/src/**/*.controller.ts', 'services/*/src/**/*.clock.ts'],
    rules: restricted(services, adapters, floor, {
      group: ['@ekey/event-store'],
      message: 'Ask through Commands: a door does not reach into the log.',
    }),
  },
  { files: ['libs/platform/src/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['tools/**/*.ts', 'deploy/**/test/**/*.ts', '**/*.engines.spec.ts'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
