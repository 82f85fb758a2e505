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

/** A suite of tests. */
export interface Suite extends Step {
  /** Whether it takes names of files, so that one that failed can be tried by itself. */
  readonly mayRunAgain: boolean
}

/** Where a suite counts what passed. */
export const reportOf = (name: string): string => `out/test/${name}.json`

const vitest = (name: string, config: string): Suite => ({
  name,
  program: 'vitest',
  args: ['run', '--config', config, '--reporter=default', '--reporter=json', outputFile(name)],
  mayRunAgain: true,
})

const outputFile = (name: string) => `--outputFile.json=${reportOf(name)}`

/** The suites of tests, in the order in which they are run: the quick ones first. */
export const suites: readonly Suite[] = [
  vitest('unit', 'scripts/vitest.config.ts'),
  vitest('slow', 'scripts/check/vitest.slow.config.ts'),
  {
    name: 'torture',
    program: 'node',
    // One seed, so that the same commit gives the same answer; by hand each run has its own.
    args: ['scripts/torture/run.ts', '--quick', '--seed', '13274', '--report', reportOf('torture')],
    mayRunAgain: false,
  },
  vitest('end-to-end', 'scripts/e2e/vitest.config.ts'),
]

/** The same suite with these files alone, one after the other. */
export function againOf(suite: Suite, files: readonly string[]): Step {
  const name = `${suite.name}-again`
  const args = suite.args.filter((arg) => arg !== outputFile(suite.name))
  return { name, program: suite.program, args: [...args, outputFile(name), '--maxWorkers=1', ...files] }
}
