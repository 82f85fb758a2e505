import { defineConfig } from 'vitest/config'
import { execArgv } from './check/exec-argv.ts'

/** Unit and property tests: beside the code they test, under plain Node 24. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['src/**/*.test.ts', 'electron/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/*.slow.test.ts', 'node_modules/**'],
    // A machine that does other things at the same time is no failure: what hangs is found all the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    execArgv,
    maxWorkers: 2,
    // Loading the same modules anew for every file was a third of all the work.
    isolate: false,
  },
})
