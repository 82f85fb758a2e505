import type { Step } from './run-step.ts'

const compiled = ['src/contract', 'src/core', 'src/renderer', 'electron', 'scripts']

/** What must hold of the sources, the slowest first. */
export const checks: readonly Step[] = [
  { name: 'lint', program: 'oxlint', args: ['--type-aware', '--quiet'] },
  ...compiled.map((folder) => ({ name: `types ${folder}`, program: 'tsc', args: ['-p', folder] })),
  { name: 'dead code', program: 'knip', args: ['--config', '.knip.json', '--no-progress'] },
  { name: 'rooms', program: 'node', args: ['scripts/check/rooms.ts'] },
  { name: 'format', program: 'biome', args: ['format', '.'] },
]

const vitest = (config: string, name: string): string[] => [
  'run',
  '--config',
  config,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportOf(name)}`,
]

/** Where vitest counts what passed. */
export const reportOf = (name: string): string => `out/test/${name}.json`

/** The suites of tests, in the order in which they are run: the quick ones first. */
export const suites: readonly Step[] = [
  { name: 'unit', program: 'vitest', args: vitest('scripts/vitest.config.ts', 'unit') },
  { name: 'slow', program: 'vitest', args: vitest('scripts/check/vitest.slow.config.ts', 'slow') },
  {
    name: 'torture',
    program: 'node',
    // One seed, so that the same commit gives the same answer; by hand each run has its own.
    args: ['scripts/torture/run.ts', '--quick', '--seed', '13274', '--report', reportOf('torture')],
  },
  { name: 'end-to-end', program: 'vitest', args: vitest('scripts/e2e/vitest.config.ts', 'end-to-end') },
]
