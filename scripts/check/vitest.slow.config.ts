import { defineConfig } from 'vitest/config'
import { execArgv } from './exec-argv.ts'

/** Tests that take more than a few seconds: large inputs, real file systems, stock tools. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['{src,electron,scripts}/**/*.slow.test.ts'],
    passWithNoTests: true,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    pool: 'forks',
    execArgv,
    maxWorkers: 2,
  },
})
