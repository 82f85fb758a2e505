// `npm run demo`: the main job once, unattended, on embedded defaults. Everything that it makes lies in out/demo.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { buildAll } from './build.ts'
import { atTheDesk } from './demo/desk.ts'
import { judge } from './demo/judges.ts'
import { act, say } from './demo/say.ts'
import { freePort } from '../src/lib/testing/free-port.ts'
import { datacenter, type Ran, rekam } from './e2e/rekam.ts'
import { canMount, makeVolume } from './e2e/volumes.ts'
import { projectRoot } from './electron-runtime/places.mjs'

const folder = path.join(projectRoot, 'out', 'demo')
const at = (...parts: string[]) => path.join(folder, ...parts)
const station = ['--station', at('station')]
const drives = ['--drives', at('drives')]

/** One command of the terminal; a refusal ends the demo with its words. `may` lists exit codes that are results here. */
async function run(may: readonly number[], ...args: string[]): Promise<Ran> {
  const ran = await rekam(...args, '--json')
  if (!may.includes(ran.code)) throw new Error(`rekam ${args[0]} ended with ${ran.code}\n${ran.err}`)
  return ran
}

interface Row {
  id: string
  name: string
  copies: number
  received: boolean
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(at('screens'), { recursive: true })
mkdirSync(at('drive'))
const ports = { mmu: await freePort(), batam: await freePort() }

say('\nRekam, the main job once: from the desk to a restored second station.\n')
await act('Building the window', buildAll, () => 'built')
await act(
  'A sample Dinas and a station in Kecamatan Rasanae Barat',
  () =>
    run(
      [0],
      'init',
      '--demo',
      ...station,
      '--mmu',
      `http://127.0.0.1:${ports.mmu}`,
      '--batam',
      `http://127.0.0.1:${ports.batam}`,
    ),
  () => 'certified',
)
await act(
  'An operator records a resident in the real window, by the keyboard, and issues the Suket',
  () => atTheDesk(at),
  (desk) => `Electron ${desk.runtime}, ${desk.screens} screenshots`,
)
// Everybody but the one who was at the desk: to record her again would need a reason.
const people = path.join(projectRoot, 'resources', 'people')
cpSync(people, at('people'), {
  recursive: true,
  filter: (source) => path.relative(people, source).split(path.sep)[0] !== '01',
})
await act(
  'The other sample people, recorded elsewhere, are sealed',
  () => run([0], 'enrol', ...station, '--from', at('people')),
  (ran) => `${ran.json<{ outcomes: unknown[] }>().outcomes.length} people, each once`,
)
const { recordings } = (await run([0], 'list', ...station)).json<{ recordings: Row[] }>()
const first = recordings.at(-1)!
await act(
  'The Suket again, to paper',
  () => run([0], 'suket', 'issue', first.id, ...station, '--out', at('suket.pdf')),
  (ran) => ran.json<{ number: string }>().number,
)

// A user who is not root gets a FAT drive by FUSE; its copies are read back from the cache and do not count as proven.
using disk = makeVolume(canMount('ext4') ? 'ext4' : 'fat', { bytes: 128 << 20, mount: at('drives', 'usb') })
await act(
  `A USB disk (${disk.kind}) is plugged in, paired, backed up to and read back`,
  () =>
    run([0], 'backup', ...station, ...drives, '--disk', disk.mount, '--pair', 'desk', '--label', 'Disk meja'),
  (ran) => {
    const { packets, via, level } = ran.json<{ packets: number; via: string; level: string }>()
    return `${packets} packets, read back from the ${via}, ${level}`
  },
)
{
  await using _mmu = await datacenter('mmu', at('dinas', 'sites', 'mmu'), {
    port: ports.mmu,
    refuse: 'uploads',
  })
  await using _batam = await datacenter('batam', at('dinas', 'sites', 'batam'), {
    port: ports.batam,
    refuse: 'uploads',
  })
  await act(
    'Both sites of the data centre refuse',
    () => run([1], 'upload', '--once', ...station),
    (ran) => {
      const { waiting, sites } = ran.json<{ waiting: number; sites: { code: string; state: string }[] }>()
      return `${sites.map(({ code, state }) => `${code} ${state}`).join(', ')}; ${waiting} wait, nothing is lost`
    },
  )
}
const bag = await act(
  'A manual export onto a drive',
  () => run([0], 'export', ...station, '--to', at('drive')),
  (ran) => `${ran.json<{ packets: number }>().packets} packets with a delivery letter`,
)
const taken = await act(
  'Intake at site batam',
  () =>
    run(
      [0],
      'intake',
      '--bag',
      bag.json<{ folder: string }>().folder,
      '--site',
      at('dinas', 'sites', 'batam'),
      '--out',
      at('drive'),
    ),
  (ran) => `${ran.json<{ received: number }>().received} received, each with a signed receipt`,
)
await act(
  'The receipts come back',
  () => run([0], 'receipts', ...station, '--from', taken.json<{ answer: string }>().answer),
  (ran) => `${ran.json<{ taken: number }>().taken} filed`,
)
await act(
  'The disk once more, with the receipts',
  () => run([0], 'backup', ...station, ...drives, '--disk', disk.mount),
  (ran) => `commit ${ran.json<{ sequence: number }>().sequence}`,
)
await act(
  'The disk is verified without any key, under the Dinas root alone',
  () => run([0], 'verify', '--disk', disk.mount, ...drives, '--trust', at('dinas', 'root.pub')),
  (ran) => {
    const { sound, origin, packets } = ran.json<{ sound: boolean; origin: string; packets: number }>()
    return `${sound ? 'sound' : 'NOT SOUND'}, origin ${origin}, ${packets} packets`
  },
)
await act(
  'The station dies; a second one is restored from the disk',
  () =>
    run(
      [0],
      'restore',
      '--disk',
      disk.mount,
      '--into',
      at('second', 'station'),
      '--trust',
      at('dinas', 'root.pub'),
      '--passphrase-file',
      at('sandi-contoh.txt'),
    ),
  (ran) => `${ran.json<{ packets: number }>().packets} packets under a new epoch`,
)
const restored = (
  await run([0], 'list', '--station', at('second', 'station'), '--passphrase-file', at('sandi-contoh.txt'))
).json<{ recordings: Row[] }>()
cpSync(disk.mount, at('disk'), { recursive: true, filter: (source) => !source.endsWith('lost+found') })
const judged = await act(
  'Stock tools open what was made',
  () => judge(folder),
  (found) => `${found.length} judges`,
)

const missing = recordings.filter(
  ({ id }) => !restored.recordings.some((row) => row.id === id && row.received),
)
say(`
${recordings.length} people recorded, ${restored.recordings.length} at the second station, ${missing.length} missing.
${judged.map(({ tool, says }) => `  ${tool.padEnd(16)} ${says}`).join('\n')}

Everything lies in ${folder}
  station/       the first station      second/station/  the restored one
  disk/          what lay on the disk   drive/           the bag and its answer
  dinas/         the sample Dinas' keys suket.pdf        the letter
  screens/       the window, step by step
  sandi-contoh.txt  the passphrase of both stations

Next: npm start -- --demo opens a window of your own; scripts/rekam --help is the terminal.`)
if (missing.length > 0) process.exitCode = 1
process.exit()
