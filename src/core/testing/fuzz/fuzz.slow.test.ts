// A hostile page calls everything. 5,000 calls in every run; the whole 100,000 by hand: REKAM_FUZZ_CALLS=100000, and REKAM_FUZZ_SEED for another course.
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { addAccount } from '../../account/index.ts'
import { verifyAudit } from '../../audit/index.ts'
import { TEST_COST } from '../index.ts'
import { testCores } from '../test-core.ts'
import { allNames, type Figures, fuzz } from './fuzz.ts'
import { KNOWN, people } from './peopled.ts'
import { plantOthers, tree } from './guard-files.ts'

const CALLS = Number(process.env['REKAM_FUZZ_CALLS'] ?? 5000)
const SEED = Number(process.env['REKAM_FUZZ_SEED'] ?? 20261126)
/** What the process may have grown by from the first tenth to the end, however many calls. */
const LEAK_MB = 300
/** Enough that sealing and discarding do not use them up at once. */
const DRAFTS = Math.max(20, Math.min(400, CALLS / 250))
const KEEPER = 'yang menjaga'
const PASSPHRASE = 'sandi yang tak pernah dikirim'

const bench = testCores(join(import.meta.dirname, '../../../../resources'))

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void
interface Memory {
  /** Megabytes that the process holds of the machine, and of those the heap. */
  readonly rss: number
  readonly heap: number
}

function memory(): Memory {
  gc()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss: Math.round(rss / 2 ** 20), heap: Math.round(heapUsed / 2 ** 20) }
}

/** Names, secrets that do not hold, days, reasons and codes of the contract's lists. */
const WORDS = [
  'penyelia',
  'teknisi',
  'administrator',
  'siti',
  'sandi siti siti',
  '481516',
  '5272',
  '52.72.01',
  '2026-11-23',
  '2026-01-01',
  '2027-01-01T00:00:00.000Z',
  'sesuai KK yang ditunjukkan',
  'rusak',
  'mmu',
  'batam',
  'finger-right-index',
  'photo',
  'A4',
  'image/jpeg',
  '08:00-16:00',
  'a'.repeat(64),
] as const

/** What means something here: what lies at the station, people, days, codes, and paths that a page has no business with. */
function poolOf(peopled: readonly string[], sandbox: string, others: readonly string[]): string[] {
  return [
    ...peopled,
    ...KNOWN.flatMap(({ nik, kk, nama, tanggalLahir }) => [nik, kk, nama, tanggalLahir]),
    ...WORDS,
    ...others,
    ...others.map((path) => join(sandbox, '..', 'station', '..', path.slice(dirname(sandbox).length))),
    ...['rekam.db', 'keys/slots.json', 'keys/state.age', 'station.lock'].map((name) =>
      join(sandbox, '../station', name),
    ),
    sandbox,
    ...['drive', 'new.pdf', 'new.xlsx', 'gone/away', 'a-file'].map((name) => join(sandbox, name)),
  ]
}

/** A site that lets go of whoever asks: no question waits for what happens to lie at the sample's own ports on this machine. */
async function deafSite(): Promise<string> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test(`${CALLS} calls of a hostile page`, { timeout: 12 * 3600_000 }, async () => {
  await bench().makeStation('whole', { mmu: await deafSite(), batam: await deafSite() })
  const { folder, ports } = bench()
  const base = dirname(folder)
  const sandbox = join(base, 'sandbox')
  mkdirSync(join(sandbox, 'drive'), { recursive: true })
  writeFileSync(join(sandbox, 'a-file'), 'a file')
  ports.volumes.plug({ mount: join(sandbox, 'drive') })
  // Where the program was started: a relative path would end up there.
  const here = process.cwd()
  mkdirSync(join(base, 'here'))
  process.chdir(join(base, 'here'))
  onTestFinished(() => process.chdir(here))
  const others = plantOthers(join(base, 'others'))
  const core = await bench().unlocked()
  const keeper = { name: KEEPER, role: 'penyelia', passphrase: PASSPHRASE } as const
  const administrator = { ...core.desk.station(), actor: { account: 'x', role: 'administrator' as const } }
  await addAccount(administrator, keeper, TEST_COST)
  const { strings, whom } = await people(core, sandbox, { ports, drafts: DRAFTS })
  const pool = poolOf(strings, sandbox, others)
  const before = tree(join(base, 'others'))
  const open = async () => {
    if (core.desk.door().door !== 'open') await core.desk.unlock(KEEPER, PASSPHRASE)
    return core.context()
  }
  const started = performance.now()
  const tenths: Memory[] = []
  const tenth = ({ answered, reached, wrong }: Figures) => {
    tenths.push(memory())
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    process.stdout.write(
      `fuzz: ${tenths.length * 10} %, ${seconds} s, ${JSON.stringify(tenths.at(-1))}, ${answered} answered by ${reached.size} procedures, ${wrong.length} wrong ${wrong.slice(-3).join('; ')}\n`,
    )
  }
  const figures = await fuzz({ seed: SEED, calls: CALLS, pool, whom, untold: [KEEPER], open, tenth })
  const seconds = (performance.now() - started) / 1000

  const codes = [...figures.refused].toSorted(([, a], [, b]) => b - a)
  const most = codes.slice(0, 6).map(([code, n]) => `${code} ${n}`)
  const { reached, slowest } = figures
  const longest = [...figures.took].toSorted(([, a], [, b]) => b - a).slice(0, 12)
  process.stdout.write(
    `fuzz: seed ${SEED}, ${CALLS} calls in ${seconds.toFixed(0)} s, ${figures.answered} answered by ${reached.size} of ${allNames().length} procedures, ` +
      `${codes.length} codes of refusal (${most.join(', ')}), slowest ${slowest.name} ${slowest.milliseconds.toFixed(0)} ms, longest in all ${longest.map(([name, ms]) => `${name} ${(ms / 1000).toFixed(0)} s`).join(', ')}; never answered: ${allNames()
        .filter((name) => !reached.has(name))
        .join(' ')}\n`,
  )
  // As a message, which every report of a run shows whole.
  if (figures.wrong.length > 0) throw new Error(figures.wrong.join('\n'))
  expect(tree(join(base, 'others'))).toEqual(before)
  expect(tenths).toHaveLength(10)
  const [first] = tenths
  for (const then of tenths) expect(then.rss - first!.rss).toBeLessThan(LEAK_MB)
  // The fuzzer does get in: what it found to be refused is not all refused at the door.
  expect(reached.size).toBeGreaterThan(120)
  // Nothing appears beside the station, and its own files are still its own: it closes and opens.
  expect(readdirSync(base).toSorted()).toEqual(['here', 'others', 'sandbox', 'station'])
  expect(readdirSync(join(base, 'here'))).toEqual([])
  await core.desk.lock()
  await open()
  const { read } = core.desk.station()
  expect(verifyAudit(read)).toMatchObject({ sound: true })
  expect(read.get('SELECT count(*) AS n FROM recording WHERE amends IS NULL')).not.toEqual({ n: 0 })
})
