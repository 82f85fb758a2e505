import { stat, statfs } from 'node:fs/promises'
import type { Volume, VolumeProvider } from '../../ports.ts'

/** What a system's own tools say of a volume, as far as it does not change while it is mounted. */
export type Facts = Omit<Volume, 'dev' | 'bytes' | 'free'>

/** A system whose tools are slow: they are asked only when what is mounted has changed. */
export interface PolledSystem {
  /** Cheap: differs whenever a volume came or went. */
  mounted(): Promise<string>
  /** By the system's tools: every volume that a person can carry away. */
  facts(): Promise<readonly Facts[]>
  eject(volume: Volume): Promise<void>
  /** The path of a mount point as this system spells it. */
  spell(path: string): string
  readonly fs?: {
    readonly stat: (path: string) => Promise<{ dev: number }>
    readonly statfs: (path: string) => Promise<{ blocks: number; bavail: number; bsize: number }>
  }
  readonly pollMs?: number
}

const POLL_MS = 1000

/**
 * Removable volumes of a system that is asked by its tools. `at` answers from what they said last as long as nothing came or went, so that
 * it may be asked before every file. A volume that does not answer counts as gone.
 */
export function polledVolumes(system: PolledSystem): VolumeProvider {
  const fs = system.fs ?? { stat: (path: string) => stat(path), statfs: (path: string) => statfs(path) }
  let seen: string | undefined
  let known: Promise<readonly Facts[]> | undefined

  async function current(): Promise<readonly Facts[]> {
    const mounted = await system.mounted()
    if (known === undefined || mounted !== seen) {
      seen = mounted
      known = system.facts()
      // A tool that failed is asked again.
      known.catch(() => {
        known = undefined
      })
    }
    return known
  }

  async function describe(facts: Facts): Promise<Volume | null> {
    try {
      const [{ dev }, space] = await Promise.all([fs.stat(facts.mount), fs.statfs(facts.mount)])
      return { ...facts, dev, bytes: space.blocks * space.bsize, free: space.bavail * space.bsize }
    } catch {
      return null
    }
  }

  return {
    async list() {
      const found = await Promise.all((await current()).map(describe))
      return found.filter((volume) => volume !== null)
    },
    async at(path) {
      const mount = system.spell(path)
      const facts = (await current()).find((one) => one.mount === mount)
      return facts ? describe(facts) : null
    },
    remount: async () => false,
    eject: (volume) => system.eject(volume),
    watch(changed) {
      let last: string | undefined
      let looking = false
      const look = async () => {
        if (looking) return
        looking = true
        try {
          const now = await system.mounted()
          if (last !== undefined && now !== last) changed()
          last = now
        } catch {
          // The next look asks again; there is nobody to tell.
        } finally {
          looking = false
        }
      }
      void look()
      const timer = setInterval(() => void look(), system.pollMs ?? POLL_MS)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}
