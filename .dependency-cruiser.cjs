// Who may know whom (docs: design §3, CONTRIBUTING.md). test/architecture.e2e-spec.ts shows that each kind of rule fires.
const PURE = 'geo|workflow';
const FOUNDATION = 'kernel|contract';
const PLATFORM = 'platform';
const GROUND = 'identity|grids|attachments';
const FEATURES = 'incidents|tasks';
const OBSERVERS = 'notifications|realtime';
// Every direct call between features, and no other: the rest are events.
const CALLS = [['tasks', 'incidents']];

const lib = (names) => `^libs/(${names})/src/`;
const TEST = '(\\.spec\\.ts|\\.e2e-spec\\.ts)$';
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const callable = (name) =>
  [name, ...CALLS.filter(([from]) => from === name).map(([, to]) => to)].join('|');

module.exports = {
  forbidden: [
    // What Vite makes up (virtual:) and styles are not modules of Node.
    rule('resolvable', {}, { couldNotResolve: true, pathNot: ['^virtual:', '/style/css$'] }),
    rule('no-cycles', { pathNot: '\\.entity\\.ts$' }, { circular: true }),
    rule(
      'front-door-only',
      { path: '^libs/([^/]+)/' },
      {
        path: '^libs/[^/]+/src/.+',
        pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$', '^libs/[^/]+/src/schema\\.ts$'],
      },
    ),
    rule(
      'front-door-only-apps',
      { path: '^(apps|test|bench)/' },
      { path: '^libs/[^/]+/src/.+', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    ),
    rule(
      'schema-door-for-assembly',
      // A module itself reads its own tables by their files.
      { path: '^libs/([^/]+)/', pathNot: '^libs/assembly/' },
      { path: '^libs/[^/]+/src/schema\\.ts$', pathNot: '^libs/$1/' },
    ),
    rule(
      'foundation-stands-alone',
      { path: lib(FOUNDATION) },
      { path: '^(libs|apps)/', pathNot: lib(FOUNDATION) },
    ),
    rule(
      'foundation-is-pure',
      { path: lib(`${FOUNDATION}|${PURE}`), pathNot: TEST },
      { path: 'node_modules/(@nestjs|typeorm|pg|socket\\.io|fastify)' },
    ),
    rule(
      'pure-libs-know-the-foundation',
      { path: lib(PURE) },
      { path: '^(libs|apps)/', pathNot: ['^libs/$1/', lib(FOUNDATION)] },
    ),
    rule(
      'platform-below-modules',
      { path: lib(PLATFORM) },
      { path: lib(`${GROUND}|${FEATURES}|${OBSERVERS}|assembly`) },
    ),
    rule(
      'ground-below-features',
      { path: lib(GROUND) },
      { path: lib(`${FEATURES}|${OBSERVERS}|assembly`) },
    ),
    rule('observers-only-listen', { path: lib(OBSERVERS) }, { path: lib(`${FEATURES}|assembly`) }),
    rule(
      'features-do-not-know-observers',
      { path: lib(FEATURES) },
      { path: lib(`${OBSERVERS}|assembly`) },
    ),
    ...FEATURES.split('|').map((name) =>
      rule(
        `feature-calls-${name}`,
        { path: lib(name) },
        { path: lib(FEATURES), pathNot: lib(callable(name)) },
      ),
    ),
    rule('identity-knows-no-place', { path: lib('identity') }, { path: lib('grids|attachments') }),
    rule(
      'demo-stands-above',
      { path: '^libs/', pathNot: '^libs/(assembly|demo)/' },
      { path: lib('demo') },
    ),
    rule('libs-do-not-know-apps', { path: '^libs/' }, { path: '^apps/' }),
    rule(
      'domain-is-pure',
      { path: '^libs/[^/]+/src/domain/', pathNot: TEST },
      { pathNot: ['^libs/[^/]+/src/domain/', `^libs/(${FOUNDATION}|${PURE})/src/index\\.ts$`] },
    ),
    rule(
      'data-knows-no-http',
      { path: '^libs/[^/]+/src/data/' },
      { path: '^libs/[^/]+/src/(http/|[^/]+\\.(service|listeners)\\.ts$)' },
    ),
    rule(
      'http-does-not-touch-data',
      { path: '^libs/[^/]+/src/http/' },
      { path: ['^libs/[^/]+/src/data/', 'node_modules/typeorm'] },
    ),
    rule(
      'testing-only-in-tests',
      { path: '^(libs|apps)/(?!testing/)[^/]+/src/', pathNot: TEST },
      { path: lib('testing') },
    ),
    rule(
      'web-knows-only-the-contract',
      { path: '^apps/web/' },
      { path: ['^apps/(?!web/)', '^libs/(?!contract/)'] },
    ),
    rule(
      'web-features-apart',
      { path: '^apps/web/src/features/([^/]+)/' },
      { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
    ),
    rule(
      'ui-knows-nothing',
      { path: '^apps/web/src/ui/' },
      { path: '^apps/web/src/', pathNot: '^apps/web/src/ui/' },
    ),
    rule(
      'one-map',
      { path: '^apps/web/src/', pathNot: '^apps/web/src/(map/|main\\.ts$)' },
      { path: 'node_modules/leaflet' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    // Not `exclude`: what is excluded cannot be forbidden.
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.cache/', '^apps/web/dist/'] },
    enhancedResolveOptions: {
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
