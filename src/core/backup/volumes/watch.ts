import { existsSync } from 'node:fs'
import { watch as watchFolders } from 'chokidar'

const POLL_MS = 200
/** Every how many polls the volumes themselves are asked: a pulled drive stays in the table of mounts. */
const ASK_EVERY = 5

export interface Watched {
  readonly roots: readonly string[]
  /** The table of mounts; cheap. */
  read(): Promise<string>
  /** Which of the volumes in the table answer. */
  alive(table: string): Promise<string>
  changed(): void
}

/**
 * Calls back when a volume came or went. chokidar sees a mount point's folder appear at once but neither the mount itself nor what
 * is in it (crash lab, finding 5), so that the table of mounts is polled as well; chokidar only makes the next look come sooner.
 * The first look is the state to compare with, and calls nothing back.
 */
export function watchMounts(watched: Watched): () => void {
  let last: string | null = null
  let alive: string | null = null
  let turn = 0
  let looking = false
  let stopped = false

  async function look(): Promise<void> {
    if (looking || stopped) return
    looking = true
    try {
      const table = await watched.read()
      const asked = table !== last || turn++ % ASK_EVERY === 0 ? await watched.alive(table) : alive
      const same = table === last && asked === alive
      const first = last === null
      last = table
      alive = asked
      if (!same && !first && !stopped) watched.changed()
    } finally {
      looking = false
    }
  }

  // A failed look is repeated at the next tick; there is nobody to tell.
  const soon = () => void look().catch(() => undefined)
  const timer = setInterval(soon, POLL_MS)
  timer.unref()
  soon()
  // depth 0: the names below a root, never into a mounted disk, whose files are none of ours to touch.
  const folders = watchFolders(
    watched.roots.filter((root) => existsSync(root)),
    {
      depth: 0,
      ignoreInitial: true,
      ignorePermissionErrors: true,
      persistent: false,
    },
  )
  folders.on('all', soon)
  folders.on('error', soon)
  return () => {
    stopped = true
    clearInterval(timer)
    void folders.close()
  }
}
