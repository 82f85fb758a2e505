/** How many heaps the C library keeps for all threads of a process: each worker thread else gets one that is never given back. */
const ARENAS = '2'

/**
 * The environment of the core: nothing that makes a Node load or do something else than the core, and few
 * heaps of the C library (decision 0188).
 */
export function coreEnvironment(from: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(
      Object.entries(from).filter(([name]) => !/^(NODE_|ELECTRON_|LD_|DYLD_)/i.test(name)),
    ),
    MALLOC_ARENA_MAX: ARENAS,
  }
}
