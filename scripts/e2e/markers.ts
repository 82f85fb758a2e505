import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What must stand nowhere in clear, by a name that a failure may show in its place. */
export type Markers = Readonly<Record<string, string | Uint8Array>>

/** Every way in which a program might have written it down: as it is, as UTF-16, in hexadecimal, in base64 at each alignment, in an address. */
function spellings(marker: string | Uint8Array): string[] {
  const bytes = Buffer.from(marker)
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    // What the bytes around it also decide is left out.
    return shifted.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6))
  })
  const texts = typeof marker === 'string' ? [encodeURIComponent(marker), marker.replaceAll(' ', '+')] : []
  const wide = typeof marker === 'string' ? [Buffer.from(marker, 'utf16le').toString('latin1')] : []
  const all = [bytes.toString('latin1'), bytes.toString('hex'), ...base64, ...texts, ...wide]
  return [...new Set(all.map((one) => one.toLowerCase()))]
}

export interface Search {
  /** Names of the markers that stand in the bytes. */
  in(bytes: Uint8Array | string): string[]
  /** `file: marker` for each file below the folders. @returns how many files were read, too: a search of nothing finds nothing */
  below(...folders: string[]): { files: number; found: string[] }
  /** Looks at the arguments and the environment of every process from now on. */
  watchProcesses(): Watch
}

export interface Watch {
  /** Stops, and says what was seen: looks taken, programs seen, markers found. */
  stop(): { looks: number; seen: ReadonlySet<string>; found: string[] }
}

/** A search for these markers; upper and lower case are one. Digits count only where no further digit stands beside them. */
export function searchFor(markers: Markers): Search {
  const needles = Object.entries(markers).map(([name, marker]) => ({
    name,
    digits:
      typeof marker === 'string' && /^\d+$/.test(marker) ? new RegExp(`(?<!\\d)${marker}(?!\\d)`) : null,
    spelt: typeof marker === 'string' && /^\d{1,6}$/.test(marker) ? [] : spellings(marker),
  }))
  const within = (bytes: Uint8Array | string) => {
    const hay = Buffer.from(bytes).toString('latin1').toLowerCase()
    return needles
      .filter(({ digits, spelt }) => digits?.test(hay) || spelt.some((one) => hay.includes(one)))
      .map(({ name }) => name)
  }
  return {
    in: within,
    below(...folders) {
      const files = folders.flatMap((folder) =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name)),
      )
      const found = files.flatMap((file) =>
        [...within(readFileSync(file)), ...within(file)].map((name) => `${file}: ${name}`),
      )
      return { files: files.length, found }
    },
    watchProcesses() {
      const found = new Set<string>()
      const seen = new Set<string>()
      let looks = 0
      const look = () => {
        looks += 1
        for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
          for (const what of ['cmdline', 'environ']) {
            const bytes = processFile(pid, what)
            if (what === 'cmdline') for (const word of bytes.toString().split('\0')) seen.add(word)
            for (const name of within(bytes)) found.add(`${what} of a process: ${name}`)
          }
      }
      const timer = setInterval(look, 50)
      return {
        stop() {
          clearInterval(timer)
          look()
          return { looks, seen, found: [...found] }
        },
      }
    },
  }
}

function processFile(pid: string, what: string): Buffer {
  try {
    return readFileSync(`/proc/${pid}/${what}`)
  } catch (error) {
    // It ended in between, or belongs to the kernel.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return Buffer.alloc(0)
  }
}
