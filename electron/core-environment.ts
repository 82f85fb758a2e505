/** How many heaps the C library keeps for all threads of a process: each worker thread else gets one that is never given back. */
const ARENAS = '2'
/** Bytes from which memory is given back as soon as it is free: a part of the state has 32 MB, and the C library else learns to keep such pieces. */
const GIVEN_BACK_FROM = String(8 << 20)

/** Threads that wait for files: what a disk holds that does not answer must not be all of them (patient.ts). */
const FILE_THREADS = '8'

/**
 * What the core's Node is told (decision 249): V8 else lets the young of a long run grow to 128 MB, and keeps them; and lets the old of each thread grow
 * to twice and more of what is held before it collects. A thread's own limit says less where it needs less.
 */
export const CORE_ARGV = ['--max-semi-space-size=16', '--heap-growing-percent=40']

/**
 * The environment of the core: nothing that makes a Node load or do something else than the core, few
 * heaps of the C library, which keep no large pieces (decisions 188 and 241), and threads enough for a disk that hangs (251).
 */
export function coreEnvironment(from: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(
      Object.entries(from).filter(([name]) => !/^(NODE_|ELECTRON_|LD_|DYLD_)/i.test(name)),
    ),
    MALLOC_ARENA_MAX: ARENAS,
    MALLOC_MMAP_THRESHOLD_: GIVEN_BACK_FROM,
    UV_THREADPOOL_SIZE: FILE_THREADS,
  }
}
