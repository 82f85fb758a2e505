import { defineConfig } from 'vitest/config'
import { execArgv } from '../check/exec-argv.ts'

/**
 * End-to-end tests: real windows, processes and file systems. Two files at a time, as they wait more than they work: each has its display,
 * printers, ports and disks to itself.
 */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['scripts/e2e/**/*.e2e.ts'],
    globalSetup: ['scripts/e2e/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    pool: 'forks',
    execArgv,
    maxWorkers: 2,
  },
})
