// Who may import whom (src/ARCHITECTURE.md, layers). scripts/check/rooms.ts runs it and fails when it saw nothing.
import swc from '@swc/core/Visitor.js'

// The visitor that dependency-cruiser reads TypeScript with stops at `using`, which it is older than.
const Visitor = swc.Visitor ?? swc
const { visitStatement } = Visitor.prototype
Visitor.prototype.visitStatement = function visit(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement)
  statement.decls = this.visitVariableDeclarators(statement.decls)
  return statement
}

/** Rooms of the core: the folders of src/core, each with an index.ts as its door. */
const room = '^src/core/([^/]+)/'
/** The only files that see every room. */
const composers =
  '^src/core/(open-core|router|cli|process|context|station)[^/]*[.]ts$|^src/core/(cli|testing)/'
/** No rooms: shared by all of them. */
const common = 'db|testing|cli'

const test = '[.](test|slow[.]test|e2e)[.]tsx?$|/testing/|/fixtures/'

/** @param {string} name @param {object} from @param {object} to @param {string} comment */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })
const local = '^(src|electron|scripts|resources)/'

export default {
  forbidden: [
    forbid(
      'lib-stands-alone',
      { path: '^src/lib/' },
      { path: local, pathNot: '^src/lib/' },
      'src/lib knows no room',
    ),
    forbid(
      'formats-on-lib',
      { path: '^src/formats/' },
      { path: local, pathNot: '^src/(formats|lib)/' },
      'src/formats imports src/lib alone',
    ),
    forbid(
      'contract-local',
      { path: '^src/contract/' },
      { path: local, pathNot: '^src/contract/' },
      'src/contract imports nothing of ours',
    ),
    forbid(
      'contract-packages',
      { path: '^src/contract/', pathNot: test },
      { path: 'node_modules/', pathNot: 'node_modules/(zod|@orpc/contract)/' },
      "src/contract imports zod and oRPC's contract alone",
    ),
    forbid(
      'contract-no-node',
      { path: '^src/contract/', pathNot: test },
      { dependencyTypes: ['core'] },
      'the contract is data',
    ),
    forbid(
      'renderer-on-contract',
      { path: '^src/renderer/', pathNot: test },
      { path: local, pathNot: '^src/(renderer|contract)/' },
      'src/renderer imports src/contract alone',
    ),
    forbid(
      'renderer-no-node',
      { path: '^src/renderer/', pathNot: test },
      { dependencyTypes: ['core'] },
      'the page has no Node',
    ),
    forbid(
      'features-apart',
      { path: '^src/renderer/features/([^/]+)/' },
      { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
      'features never import each other; app/ composes',
    ),
    forbid(
      'ui-is-dumb',
      { path: '^src/renderer/ui/' },
      { path: '^src/renderer/(features|app)/' },
      'ui/ knows no feature',
    ),
    forbid(
      'nobody-imports-electron',
      { path: '^(src|scripts)/' },
      { path: '^electron/' },
      'the shell is on top',
    ),
    forbid(
      'electron-only-in-the-shell',
      { path: '^(src|scripts)/', pathNot: '^scripts/electron-runtime/' },
      { path: 'node_modules/electron/' },
      "the shell is the only folder that imports 'electron'",
    ),
    forbid(
      'shell-sees-messages',
      { path: '^electron/' },
      { path: '^src/', pathNot: '^src/(contract/shell|core/process-messages)[.]ts$' },
      'the shell holds no rules',
    ),
    forbid(
      'core-apart',
      { path: '^src/core/', pathNot: test },
      { path: '^src/(datacenter|devices|renderer)/' },
      '',
    ),
    forbid(
      'datacenter-apart',
      { path: '^src/datacenter/', pathNot: test },
      { path: '^src/(core|devices|renderer)/' },
      '',
    ),
    forbid(
      'devices-apart',
      { path: '^src/devices/', pathNot: test },
      { path: '^src/(core|datacenter|renderer)/' },
      '',
    ),
    forbid(
      'rooms-by-their-door',
      { path: room, pathNot: composers },
      { path: room, pathNot: [`^src/core/$1/`, '/index[.]ts$', '/testing/', `^src/core/(${common})/`] },
      'rooms see each other only through index.ts (and the rigs of their tests)',
    ),
    forbid(
      'doors-by-composers',
      { path: '^src/core/[^/]+[.]ts$', pathNot: [composers, test] },
      { path: room, pathNot: `^src/core/(${common})/` },
      'only the router, open-core.ts and the CLI see all rooms',
    ),
    forbid('no-circles', { path: '^(src|electron)/' }, { circular: true }, 'no circles'),
    forbid(
      'tests-stay-tests',
      { path: '^(src|electron)/', pathNot: test },
      { path: test },
      'what ships imports no test',
    ),
    // `?url` is Vite's own: the build fails where such a file is not there.
    forbid(
      'resolvable',
      {},
      { couldNotResolve: true, pathNot: '^virtual:|[.]wasm[?]url$' },
      'an import that is not there',
    ),
    forbid(
      'declared',
      { path: '^(src|electron)/', pathNot: test },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
      'a package that package.json does not name',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/|/golden/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
