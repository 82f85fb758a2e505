import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { formatPublicKey, publicOf } from '../../lib/minisign.ts'
import { runBackup } from '../backup/index.ts'
import { handsHere } from '../backup/testing/here.ts'
import { packetPath } from '../enrolment/index.ts'
import { openTestStation, seedRecordings, TEST_PASSPHRASE, type TestStation } from '../testing/index.ts'
import { pairNew } from './testing/rig.ts'

/** A station of thousands has a state in several parts of 32 MiB; this one has them of some KiB. */
vi.mock(import('../../formats/state/encode.ts'), async (original) => {
  const real = await original()
  return {
    ...real,
    encodeState: (tables, to, meta) =>
      real.encodeState(tables, to, meta.partBytes === undefined ? meta : { ...meta, partBytes: 64 << 10 }),
  }
})

/** The technician's path: what README.TXT on the disk says, done as it stands, with stock tools and nothing of ours. */
let on: TestStation
let mount: string
let readme: string
const packets = new Map<string, Buffer>()

beforeEach(async () => {
  packets.clear()
  on = await openTestStation()
  const disk = await pairNew(on)
  mount = disk.mount
  await on.station.write.transaction((tx) =>
    tx.run(
      `INSERT INTO draft (id, nik, step, biodata, operator, created_at, updated_at, key)
       VALUES ('TITIPAN', '5272011703850001', 'photo', '{}', 'operator', '2026-11-23', '2026-11-23', x'00')`,
    ),
  )
  for (const from of [1, 3]) {
    for (const id of await seedRecordings(on.station, 2, { from })) {
      const { at } = on.station.read.get<{ at: string }>(
        'SELECT sealed_at AS at FROM recording WHERE id = ?',
        [id],
      )!
      packets.set(id, readFileSync(packetPath(on.station, id, at)))
    }
    await runBackup(on.station, mount, { hands: () => handsHere(), thorough: true })
  }
  readme = readFileSync(join(mount, 'REKAM', 'README.TXT'), 'latin1').replaceAll('\r\n', '\n')
})
afterEach(() => on.close())

/** The commands of a section: lines indented by seven blanks or more. */
function commandsOf(section: string): string[] {
  const text = readme.slice(readme.indexOf(`--- ${section}`))
  const end = text.indexOf('  Hapus folder')
  return text
    .slice(0, end)
    .split('\n')
    .flatMap((line) => /^ {7,}(\S.*)$/.exec(line)?.[1] ?? [])
}

/** A folder with what the technician brings: the Dinas' root, the recovery identity. */
function bag(name: string): string {
  const folder = on.temp(name)
  writeFileSync(join(folder, 'akar-dinas.pub'), formatPublicKey(publicOf(on.dinas.root)))
  writeFileSync(join(folder, 'pemulihan.txt'), `${on.dinas.recovery.identity}\n`)
  return folder
}

/** Stock tools alone: nothing of this tree is on the path. */
const ENV = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/nonexistent', LC_ALL: 'C' }

/** Rows of each register that was unpacked into a folder; the first line of a file is no row. */
function rowsUnder(work: string, folder: string): Record<string, number> {
  const rows: Record<string, number> = {}
  for (const path of every(join(work, folder), /^\d{7}\/\w+\.ndjson$/)) {
    const table = path.slice(8, -'.ndjson'.length)
    const lines = readFileSync(join(work, folder, path), 'utf8')
      .trimEnd()
      .split('\n').length
    rows[table] = (rows[table] ?? 0) + lines - 1
  }
  return rows
}

function countsIn(end: string): Record<string, number> {
  return (JSON.parse(readFileSync(end, 'utf8')) as { counts: Record<string, number> }).counts
}

function every(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => name.test(path))
}

describe('Linux', () => {
  /** Runs the section in one shell, one of the two ways of opening the state left out. */
  function technician(folder: string, without: string): string {
    const script = commandsOf('LINUX')
      .filter((line) => line !== without)
      .map((line) =>
        line.replace('/tempat/akar-dinas.pub', join(folder, 'akar-dinas.pub')).replace('/tempat/disk', mount),
      )
    // Step 5 needs the identity in the working folder, as the page says.
    const at = script.findIndex((line) => line.startsWith('mkdir kerja'))
    script.splice(at + 1, 0, `cp ${join(folder, 'pemulihan.txt')} .`)
    writeFileSync(join(folder, 'langkah.sh'), `${script.join('\n')}\n`)
    const run = spawnSync('script', ['-qec', 'bash langkah.sh', '/dev/null'], {
      cwd: folder,
      env: ENV,
      input: `${TEST_PASSPHRASE}\n`,
      encoding: 'utf8',
    })
    return run.stdout
  }

  test.each([
    ['the supervisor password', 'age -d -i pemulihan.txt -o kunci.txt STATE.RCV'],
    ["the Dinas' recovery identity", 'age -d -o kunci.txt STATE.KEY'],
  ])('the lines as they stand give byte-identical packets and the registers, by %s', (_, without) => {
    const folder = bag('linux')
    const said = technician(folder, without)
    const work = join(folder, 'kerja')
    expect(said.match(/COCOK/g)).toHaveLength(2)
    expect(said).not.toContain('RUSAK')
    expect(said.match(/rekam:commit:v1/g)).toHaveLength(2)
    expect(said.match(/rekam:packet:v1/g)).toHaveLength(4)
    const found = every(work, /^isi.*\.rkp$/)
    expect(found).toHaveLength(packets.size)
    for (const [id, bytes] of packets) {
      const path = found.find((one) => one.endsWith(`${id}.rkp`))!
      expect(readFileSync(join(work, path)).equals(bytes)).toBe(true)
      const inside = readdirSync(join(work, path.replace(/\.rkp$/, '')))
      expect(inside).toEqual(expect.arrayContaining(['manifest.json', 'biodata.json']))
    }
    const registers = every(work, /recording\.ndjson$/).map((path) => readFileSync(join(work, path), 'utf8'))
    const changes = every(work, /CHANGES\.ndjson$/).map((path) => readFileSync(join(work, path), 'utf8'))
    for (const id of packets.keys()) expect([...registers, ...changes].join('')).toContain(id)
    expect(every(work, /STATE\d{3}\.AGE$/).length).toBeGreaterThan(2)
    // What stands in the last part says how many rows each register has: nothing is lacking.
    const [end] = every(work, /end\.json$/).filter((path) => !path.includes('DRAFTS'))
    expect(rowsUnder(work, join(end!, '..'))).toEqual(countsIn(join(work, end!)))
    const [drafts] = every(work, /DRAFTS\/.*draft\.ndjson$/)
    expect(readFileSync(join(work, drafts!), 'utf8')).toContain('TITIPAN')
  })

  test('a flipped bit is seen by hand too', () => {
    const folder = bag('flipped')
    const copy = join(folder, 'disk')
    cpSync(mount, copy, { recursive: true })
    const volume = join(copy, 'REKAM', on.station.code, '202611', 'S0000001.TAR')
    const bytes = readFileSync(volume)
    bytes[900] = bytes[900]! ^ 1
    writeFileSync(volume, bytes)
    const [was] = [mount]
    mount = copy
    try {
      const said = technician(folder, 'age -d -o kunci.txt STATE.KEY')
      expect(said).toContain('RUSAK 202611/S0000001.TAR')
      expect(said).toContain('COCOK 202611/S0000002.TAR')
      expect(said.match(/rekam:packet:v1/g)).toHaveLength(3)
    } finally {
      mount = was
    }
  })
})

describe('Windows', () => {
  const TOOLS: Record<string, (args: string[]) => [string, string[]]> = {
    'tar.exe': (args) => ['tar', args],
    '.\\age.exe': (args) => ['age', args],
    '.\\minisign.exe': (args) => ['minisign', args],
    certutil: ([verb, file, algorithm]) => {
      expect([verb, algorithm]).toEqual(['-hashfile', 'SHA256'])
      return ['sha256sum', [file!]]
    },
  }

  test('the lines use four tools, and the same arguments give byte-identical packets here', () => {
    const commands = commandsOf('WINDOWS')
    expect(commands.length).toBeGreaterThan(9)
    for (const line of commands) expect(Object.keys(TOOLS)).toContain(line.split(' ')[0])
    const folder = bag('windows')
    cpSync(join(mount, 'REKAM', on.station.code), folder, { recursive: true })
    const key = JSON.parse(readFileSync(join(folder, 'EPOCH001.JSN'), 'utf8')) as { key: string }
    for (const [n, number] of ['0000001', '0000002'].entries()) {
      for (const name of ['isi', 'titipan']) {
        rmSync(join(folder, name), { recursive: true, force: true })
        mkdirSync(join(folder, name))
      }
      const [id] = [...packets.keys()].slice(n * 2)
      const said: string[] = []
      for (const line of repeated(commands, folder)) {
        // STATE.KEY asks on a terminal: the Linux lines prove it. What is not in every volume is passed over, as the page says.
        if (line.endsWith('STATE.KEY')) continue
        const spelt = line
          .replaceAll('TTTTBB', '202611')
          .replaceAll('0000012', number)
          .replaceAll('KUNCI', key.key)
          .replaceAll(/\bID\b/g, id!)
        const [tool = '', ...args] = spelt.split(' ')
        const [program, mapped] = TOOLS[tool]!(args.map((arg) => arg.replaceAll('\\', '/')))
        const isAbsent = mapped.some((arg) =>
          /isi\/(STATE\d{3}|CHANGES|DRAFTS)\.AGE|(keadaan|titipan)\.tar/.test(arg),
        )
        if (isAbsent && !hasState(folder, mapped)) continue
        said.push(execFileSync(program, mapped, { cwd: folder, env: ENV, encoding: 'utf8' }))
      }
      const commit = readFileSync(join(folder, '202611', `C${number}.JSN`), 'utf8')
      expect(commit).toContain(/^[0-9a-f]{64}/m.exec(said.join('\n'))![0])
      expect(said.join('')).toMatch(/rekam:commit:v1[\s\S]*rekam:packet:v1/)
      expect(readFileSync(join(folder, 'isi', `${id}.rkp`)).equals(packets.get(id!)!)).toBe(true)
      expect(readdirSync(join(folder, 'isi'))).toEqual(
        expect.arrayContaining(['manifest.json', 'biodata.json']),
      )
      if (n > 0) continue
      expect(every(folder, /^isi\/STATE\d{3}\.AGE$/).length).toBeGreaterThan(2)
      expect(rowsUnder(folder, 'isi')).toEqual(countsIn(join(folder, 'isi', 'end.json')))
      const [drafts] = every(folder, /^titipan\/.*draft\.ndjson$/)
      expect(readFileSync(join(folder, drafts!), 'utf8')).toContain('TITIPAN')
    }
  })

  /** The lines about a part once for each part that may be there, in order, as the page says. */
  function* repeated(commands: readonly string[], folder: string): Generator<string> {
    for (const [at, line] of commands.entries()) {
      const isOfPart = (one = '') => one.includes('NNN') || one.includes('keadaan.tar')
      if (!isOfPart(line)) yield line
      else if (!isOfPart(commands[at - 1])) {
        const lines = commands.slice(at).filter(isOfPart)
        const parts = every(join(folder, 'isi'), /^STATE\d{3}\.AGE$/).toSorted()
        for (const part of parts) yield* lines.map((one) => one.replace('STATENNN.AGE', part))
      }
    }
  }

  /** Every call of a tool in a section: which tool, and its options in their order. */
  function callsIn(section: string): Set<string> {
    const calls = commandsOf(section).flatMap((line) =>
      line
        .replaceAll(/["$(){}]/g, ' ')
        .split(/&&|\|\||[|;]|\bdo\b/)
        .map((call) => call.trim().replaceAll('\\', '/').split(/\s+/)),
    )
    return new Set(
      calls.flatMap(([tool = '', ...args]) => {
        const name = /^(?:\.\/)?(age|minisign|tar)(?:\.exe)?$/.exec(tool)?.[1]
        return name ? [[name, ...args.filter((arg) => /^-\w/.test(arg))].join(' ')] : []
      }),
    )
  }

  test('each line asks its tool for the same as a Linux line does: no option is there that was not proven', () => {
    const [linux, windows] = [callsIn('LINUX'), callsIn('WINDOWS')]
    expect([...windows].toSorted()).toEqual([
      'age -d -i -o',
      'age -d -o',
      'minisign -V -H -P -m -x',
      'minisign -V -H -p -m -x',
      'tar -xf -C',
    ])
    expect([...windows].filter((call) => !linux.has(call))).toEqual([])
  })

  function hasState(folder: string, args: string[]): boolean {
    const asked = (args.find((arg) => arg.startsWith('isi/')) ?? args.find((arg) => arg.endsWith('.tar')))!
    return readdirSync(join(folder, asked.startsWith('isi/') ? 'isi' : '.')).includes(
      asked.replace('isi/', ''),
    )
  }
})
