import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import { canMount } from '../../e2e/volumes.ts'
import { foreign, lacking, outcomeOf, restored, tellsOfHarm, wordless } from '../judge.ts'
import { settledAndUsed, usedAgain } from '../used-again.ts'
import type { Part, Trials } from '../part.ts'
import { type Victim, victimOn } from '../rig.ts'

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** The disk as it was, put back after each harm. */
class Shelf {
  readonly #mount: string
  readonly #copy: string

  constructor(mount: string, copy: string) {
    this.#mount = mount
    this.#copy = copy
    this.keep()
  }

  keep(): void {
    rmSync(this.#copy, { recursive: true, force: true })
    cpSync(join(this.#mount, 'REKAM'), this.#copy, { recursive: true })
  }

  restore(): void {
    rmSync(join(this.#mount, 'REKAM'), { recursive: true, force: true })
    cpSync(this.#copy, join(this.#mount, 'REKAM'), { recursive: true })
  }
}

type Harm = (path: string, trials: Trials, all: readonly string[]) => void

const HARMS: Readonly<Record<string, Harm>> = {
  'bit flip': (path, trials) => {
    const bytes = readFileSync(path)
    // The first line of a signature is nobody's word: minisign signs all but that, and no harm to it is harm.
    const from = path.endsWith('.SIG') ? bytes.indexOf('\n') + 1 : 0
    const at = from + trials.below(bytes.length - from)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << trials.below(8))
    writeFileSync(path, bytes)
  },
  truncation: (path, trials) => {
    const bytes = readFileSync(path)
    // The last byte of a signature is a line's end, whose loss is no harm.
    writeFileSync(path, bytes.subarray(0, trials.below(bytes.length - 1)))
  },
  'sector of zeros': (path, trials) => {
    const bytes = readFileSync(path)
    const at = 512 * trials.below(Math.ceil(bytes.length / 512))
    bytes.fill(0, at, Math.min(at + 512, bytes.length))
    writeFileSync(path, bytes)
  },
  deletion: (path) => rmSync(path),
  swap: (path, trials, all) => {
    const alike = all.filter((one) => one !== path && one.at(-1) === path.at(-1))
    const other = trials.pick(alike.length > 0 ? alike : all.filter((one) => one !== path))
    renameSync(path, `${path}.x`)
    renameSync(other, path)
    renameSync(`${path}.x`, other)
  },
}

/** Which packets a volume of the disk holds: those must come back whatever happened to the others. */
function packetsByVolume(victim: Victim): Map<string, string[]> {
  const rows = victim.station.read.all<{ packet: string; volume: string }>('SELECT packet, volume FROM copy')
  return new Map(
    [...Map.groupBy(rows, ({ volume }) => basename(volume))].map(([volume, of]) => [
      volume,
      of.map(({ packet }) => packet),
    ]),
  )
}

/** After harm to some files: nothing false comes in, what was not touched comes back, and the damage is told. */
async function judged(victim: Victim, touched: readonly string[], isTold: boolean): Promise<string[]> {
  const wrong: string[] = []
  const found = await outcomeOf(async () => {
    const came = await restored(victim.on, [victim.volume.mount])
    const whole = [...packetsByVolume(victim)].filter(
      ([volume]) => !touched.some((path) => path.endsWith(volume)),
    )
    wrong.push(...foreign(came, victim.sealed))
    if (!touched.some((path) => /\.(?:TAR|JSN|BAK|SIG)$/.test(path)))
      wrong.push(...lacking(came, victim.sealed.keys()))
    else if (!touched.some((path) => /CERTS|EPOCH|DISK/.test(path)))
      wrong.push(
        ...lacking(
          came,
          whole.flatMap(([, packets]) => packets),
        ),
      )
  })
  // One volume that lies damaged may hold the only snapshot of the state: then a restore is refused in words.
  wrong.push(...wordless(found))
  if (found.said !== 'done' && !touched.some((path) => path.endsWith('.TAR')))
    wrong.push(`restore said ${found.said}`)
  const told = await tellsOfHarm(victim.station.ports, victim.volume.mount, victim.on)
  if (isTold && !told) wrong.push('a verification under the root found nothing')
  wrong.push(...(await usedAgain(victim)))
  return wrong
}

/** Harm to a file of a commit is damage; to a paper, which is written anew with the next backup, it need not be. */
const isOfCommit = (path: string) => /[CS]\d{7}\.(?:TAR|JSN|BAK|SIG)$/.test(path)

async function harmed(victim: Victim, shelf: Shelf, trials: Trials): Promise<void> {
  const top = join(victim.volume.mount, 'REKAM')
  const rounds = trials.isQuick ? 1 : 8
  for (let round = 0; round < rounds; round++) {
    for (const [name, harm] of Object.entries(HARMS)) {
      const all = filesOf(top)
      const some = trials.isQuick ? [trials.pick(all), trials.pick(all.filter(isOfCommit))] : all
      for (const path of some) {
        await trials.point(`${name} of ${relative(top, path)}`, async () => {
          const before = all.map((one) => readFileSync(one))
          harm(path, trials, all)
          const touched = all.filter((one, i) => {
            const now = statSync(one, { throwIfNoEntry: false })
            return !now || !readFileSync(one).equals(before[i] ?? Buffer.alloc(0))
          })
          const wrong = await judged(victim, touched, touched.some(isOfCommit))
          shelf.restore()
          return wrong
        })
      }
    }
  }
}

/** An older state of the disk is put back: told at the next backup, never overwritten. */
async function rolledBack(victim: Victim, shelf: Shelf, trials: Trials): Promise<void> {
  await trials.point('roll-back of the whole disk', async () => {
    await victim.seal(2)
    const first = await victim.backup()
    shelf.restore()
    await victim.seal(1)
    const { said } = trials.hear(await victim.backup())
    const wrong = said === 'BACKUP-DISK-CHANGED' ? [] : [`said ${said}`]
    return [...wordless(first), ...wrong, ...(await settledAndUsed(victim.station, victim.volume.mount))]
  })
}

/** Volumes and commits of another station, of another Dinas or of the same, laid among ours. */
async function replayed(victim: Victim, trials: Trials, isSameDinas: boolean): Promise<void> {
  const name = `replay from a station of ${isSameDinas ? 'the same' : 'another'} Dinas`
  await trials.point(name, async () => {
    const other = await victimOn('tmpfs', {
      seed: `${name} ${trials.seed}`,
      bytes: 64 << 20,
      ...(isSameDinas ? { dinas: victim.on.dinas } : {}),
    })
    try {
      await other.seal(4)
      await other.backup()
      const month = (of: Victim) => join(of.volume.mount, 'REKAM', of.station.code, '202611')
      mkdirSync(month(victim), { recursive: true })
      const highest = Math.max(
        ...readdirSync(month(victim)).map((file) => Number(/\d{7}/.exec(file)?.[0] ?? 0)),
      )
      for (const file of readdirSync(month(other)))
        cpSync(
          join(month(other), file),
          join(month(victim), file.replace(/\d{7}/, String(highest + 1).padStart(7, '0'))),
        )
      const came = await restored(victim.on, [victim.volume.mount])
      const told = await tellsOfHarm(victim.station.ports, victim.volume.mount, victim.on)
      const wrong = told ? [] : ['a verification under the root found nothing']
      return [...wrong, ...foreign(came, victim.sealed), ...lacking(came, victim.sealed.keys())]
    } finally {
      await other.close()
    }
  })
}

/** What lies on the disk was changed while it was away: by rot, by accident, by somebody. */
export const damage: Part = {
  name: 'damage',
  missing: () => (canMount('tmpfs') ? undefined : 'needs root'),
  async run(trials) {
    const victim = await victimOn('tmpfs', { bytes: 128 << 20, seed: `damage ${trials.seed}` })
    try {
      for (let n = 0; n < 3; n++) {
        await victim.seal(3, 8000)
        await victim.backup()
      }
      const shelf = new Shelf(victim.volume.mount, join(victim.on.temp('shelf'), 'REKAM'))
      await harmed(victim, shelf, trials)
      await replayed(victim, trials, true)
      shelf.restore()
      await replayed(victim, trials, false)
      shelf.restore()
      await rolledBack(victim, shelf, trials)
    } finally {
      await victim.close()
    }
  },
}
