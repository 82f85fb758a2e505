import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { CORE_ARGV, coreEnvironment } from './core-environment.ts'

test('what makes a Node load something else does not reach the core; the rest does, few heaps, and threads enough', () => {
  const given = {
    HOME: '/home/contoh',
    LANG: 'id_ID.UTF-8',
    NODE_OPTIONS: '--require /tmp/x.js',
    node_extra_ca_certs: '/tmp/x.pem',
    ELECTRON_RUN_AS_NODE: '1',
    LD_PRELOAD: '/tmp/x.so',
    DYLD_INSERT_LIBRARIES: '/tmp/x.dylib',
    MALLOC_ARENA_MAX: '64',
    UV_THREADPOOL_SIZE: '1',
  }
  expect(coreEnvironment(given)).toEqual({
    HOME: '/home/contoh',
    LANG: 'id_ID.UTF-8',
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '8388608',
    UV_THREADPOOL_SIZE: '8',
  })
})

test('the young of a long run take 32 MB at most, whatever the V8 of this Node would let them have', () => {
  const waste = `const v8 = require('node:v8')
    for (let i = 0, kept = []; i < 1e7; i++) kept = kept.length > 400_000 ? [] : (kept.push({ i }), kept)
    const young = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    process.stdout.write(String(young.space_size / 2 ** 20))`
  const young = Number(execFileSync(process.execPath, [...CORE_ARGV, '-e', waste], { encoding: 'utf8' }))
  expect(young).toBeGreaterThan(8)
  expect(young).toBeLessThanOrEqual(32)
})

test('what is thrown away is collected before it is half of what is held', () => {
  const churn = `const v8 = require('node:v8')
    const held = Array.from({ length: 300_000 }, (_, i) => ({ i, s: 'x' + i }))
    let most = 0
    for (let i = 0; i < 1e7; i++) {
      held[i % held.length] = { i, s: 'x' + i }
      if (i % 100_000 === 0) most = Math.max(most, v8.getHeapStatistics().total_heap_size)
    }
    process.stdout.write(String(most / 2 ** 20))`
  const most = (argv: readonly string[]) =>
    Number(execFileSync(process.execPath, [...argv, '-e', churn], { encoding: 'utf8' }))
  expect(most(CORE_ARGV)).toBeLessThan(0.9 * most([CORE_ARGV[0]!]))
})
