import { expect, test } from 'vitest'
import { coreEnvironment } from './core-environment.ts'

test('what makes a Node load something else does not reach the core; the rest does, and few heaps', () => {
  const given = {
    HOME: '/home/contoh',
    LANG: 'id_ID.UTF-8',
    NODE_OPTIONS: '--require /tmp/x.js',
    node_extra_ca_certs: '/tmp/x.pem',
    ELECTRON_RUN_AS_NODE: '1',
    LD_PRELOAD: '/tmp/x.so',
    DYLD_INSERT_LIBRARIES: '/tmp/x.dylib',
    MALLOC_ARENA_MAX: '64',
  }
  expect(coreEnvironment(given)).toEqual({
    HOME: '/home/contoh',
    LANG: 'id_ID.UTF-8',
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '8388608',
  })
})
