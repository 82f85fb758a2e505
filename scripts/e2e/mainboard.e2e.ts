// Carries out the guide of a replaced mainboard from its first line to its last (contract/guides.ts), on a station whose passwords ARE bound to the key store
// of its machine: a technician at another computer, with what the station itself no longer opens for anybody. The key stores are two of our own; everything
// else is the terminal's real commands, and the window's core where people log in again.
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSlotsFile } from '../../src/core/account/index.ts'
import { rekam } from '../../src/core/cli/testing/shell.ts'
import { openDesk } from '../../src/core/open-core-desk.ts'
import type { SecretBox } from '../../src/core/ports.ts'
import { nodePorts } from '../../src/core/process-ports.ts'
import { bindPassphrases, machineBox } from '../../src/core/testing/bind-passphrases.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { carriedOut } from './carry-out.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-mainboard-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const write = (name: string, text: string) => {
  writeFileSync(at(name), `${text}\n`)
  return at(name)
}
const line = (name: string) => readFileSync(at(name), 'utf8').trim()

const [OLD_BOARD, NEW_BOARD] = [machineBox(1), machineBox(2)]
const NAMES = ['penyelia', 'teknisi', 'administrator'] as const
const STATION = { '--station': at('station') }
const share = (...numbers: number[]) => numbers.map((n) => at('pemegang', `pecahan-${n}.txt`))

interface Facts {
  recordings: { id: string }[]
}

async function recordingsOf(folder: string, by: string): Promise<string[]> {
  const listed = await rekam('list', '--station', at(folder), '--passphrase-file', at(by), '--json')
  return listed.json<Facts>().recordings.map(({ id }) => id)
}

/** Logging in where a key store answers, as the window does; how it ended. */
async function logsIn(account: string, passphrase: string, secretBox: SecretBox | null): Promise<string> {
  const paths = { station: at('station'), resources: path.join(projectRoot, 'resources') }
  const desk = await openDesk({ ...nodePorts(), secretBox }, paths, [])
  try {
    const { door } = await desk.unlock(account, passphrase)
    return door
  } catch (error) {
    return String((error as { code?: string }).code)
  } finally {
    await desk.close()
  }
}

const bound = async () =>
  (await readSlotsFile(at('station/keys'))).accounts
    .filter(({ machine }) => machine)
    .map((one) => one.account)

describe.skipIf(!canMount('ext4'))('a replaced mainboard, carried out', { timeout: 600_000 }, () => {
  let disk: TestVolume
  let backedUp: string[]
  let all: string[]
  let escrow: Buffer

  beforeAll(async () => {
    disk = makeVolume('ext4')
    write('sandi.txt', 'kata sandi stasiun')
    process.env['REKAM_PASSPHRASE_FILE'] = at('sandi.txt')
    const station = Object.entries(STATION).flat()
    const enrol = async (person: string) => {
      cpSync(path.join(projectRoot, 'resources/people', person), at('orang', person, person), {
        recursive: true,
      })
      expect((await rekam('enrol', ...station, '--from', at('orang', person))).code).toBe(0)
    }
    await rekam('init', ...station, '--demo')
    await rekam('keys', 'split', '--identity', at('dinas/recovery.txt'), '--out', at('pemegang'))
    await enrol('01')
    await rekam('backup', ...station, '--disk', disk.mount, '--pair', 'rotation')
    backedUp = await recordingsOf('station', 'sandi.txt')
    // After the last backup: it stands on this drive alone.
    await enrol('02')
    all = await recordingsOf('station', 'sandi.txt')
    escrow = readFileSync(at('station/keys/reset-escrow.age'))
    await bindPassphrases(at('station/keys'), {
      identity: /AGE-SECRET-KEY-1\S+/.exec(readFileSync(at('dinas/recovery.txt'), 'utf8'))![0],
      secretBox: OLD_BOARD,
      accounts: NAMES.map((account) => ({ account, passphrase: line('sandi.txt') })),
    })
    // The Dinas' secret is with its holders, in shares.
    rmSync(at('dinas/recovery.txt'))
  }, 600_000)
  afterAll(() => {
    delete process.env['REKAM_PASSPHRASE_FILE']
    disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('on its own board everybody gets in; on another one, and in the terminal, nobody does', async () => {
    expect([backedUp.length, all.length]).toEqual([1, 2])
    expect(await bound()).toEqual([...NAMES])
    expect(await logsIn('penyelia', line('sandi.txt'), OLD_BOARD)).toBe('open')
    expect(await logsIn('penyelia', line('sandi.txt'), NEW_BOARD)).toBe('ACCOUNT-OTHER-MACHINE')
    const refused = await rekam('list', '--station', at('station'))
    expect(refused.err).toContain('ACCOUNT-OTHER-MACHINE')
    expect(refused.err).toContain('atur ulang kata sandi dengan kode atau kunci pemulihan Dinas')
  })

  test('without shares, and before anybody reset anything: a disk, the password of the supervisor, and all packets of the drive', async () => {
    const restored = await rekam(
      'restore',
      '--disk',
      disk.mount,
      '--drive',
      at('station'),
      '--into',
      at('terkunci/station'),
      '--trust',
      at('dinas/root.pub'),
      '--passphrase-file',
      at('sandi.txt'),
      '--json',
    )
    // The drive's store stayed shut, and is said to have.
    expect(restored.code).toBe(1)
    expect(restored.out).toContain('ACCOUNT-OTHER-MACHINE')
    expect(restored.json()).toMatchObject({ packets: 2, missing: [] })
    // The recording of after the backup too: by its packet, as it was sealed for the data centre.
    expect((await recordingsOf('terkunci/station', 'sandi.txt')).toSorted()).toEqual(all.toSorted())
    const packets = globSync('terkunci/station/packets/*/*.rkp', { cwd: base }).map((file) =>
      path.basename(file),
    )
    expect(packets).toEqual(expect.arrayContaining(all.map((id) => `${id}.rkp`)))
  })

  test('the guide, from the first line to the last', async () => {
    let slot = ''
    write('baru.txt', 'kata sandi stasiun pulih')
    const reset = (name: string) => () => ({
      ...STATION,
      '--account': 'administrator',
      '--slot': slot,
      '--code-file': at('kode.txt'),
      '--share': share(5, 1, 2),
      '--new-passphrase-file': write(name, `kata sandi ${name}`),
    })
    const restoreInto = (folder: string) => () => ({
      '--disk': disk.mount,
      '--drive': at('station'),
      '--into': at(folder, 'station'),
      '--trust': at('dinas/root.pub'),
      '--share': share(2, 3, 4),
      '--passphrase-file': at(folder === 'tanpa' ? 'penyelia2.txt' : 'baru.txt'),
    })
    const renewed = (name: string) => ({
      by: 'admin2.txt',
      fill: () => ({
        ...STATION,
        NAME: name,
        '--new-passphrase-file': write(`${name}2.txt`, `kata sandi ${name} dua`),
      }),
    })
    await carriedOut(at)('mainboard', {
      'account challenge': {
        fill: () => STATION,
        after: (ran) => {
          slot = String(ran.json<{ n: number }>().n)
        },
      },
      'keys answer': {
        fill: () => ({
          '--station': '5272-01-A',
          '--slot': slot,
          '--escrow': at('station/keys/reset-escrow.age'),
          '--share': share(1, 3, 5),
        }),
        after: (ran) => void write('kode.txt', ran.json<{ code: string }>().code),
      },
      'account reset --station DIR --account administrator --slot NUMBER --code-file FILE --new-passphrase-file FILE':
        {
          fill: reset('admin1.txt'),
          after: async (ran) => {
            expect(ran.json()).toMatchObject({ slot: Number(slot), unbound: true })
            expect(await bound()).toEqual(['penyelia', 'teknisi'])
          },
        },
      'account reset --station DIR --account administrator --share FILE --new-passphrase-file FILE': {
        fill: reset('admin2.txt'),
        after: (ran) => expect(ran.json()).toMatchObject({ slot: null, unbound: true }),
      },
      'account renew': [renewed('penyelia'), renewed('teknisi')],
      'audit verify': { by: 'admin2.txt', fill: () => STATION },
      backup: { by: 'penyelia2.txt', fill: () => ({ ...STATION, '--disk': disk.mount }) },
      'restore --drive DIR --into DIR --trust FILE --share FILE --passphrase-file FILE': {
        fill: restoreInto('dengan'),
        after: async (ran) => {
          expect(ran.json()).toMatchObject({ missing: [], damaged: [] })
          expect((await recordingsOf('dengan/station', 'baru.txt')).toSorted()).toEqual(all.toSorted())
        },
      },
      'restore --disk MOUNT --drive DIR --into DIR --trust FILE --passphrase-file FILE': {
        fill: restoreInto('tanpa'),
        after: async () =>
          expect((await recordingsOf('tanpa/station', 'penyelia2.txt')).toSorted()).toEqual(all.toSorted()),
      },
    })
    // A code works once.
    expect(
      await rekam(
        'account',
        'reset',
        ...Object.entries(reset('x.txt')()).flatMap(([name, value]) =>
          name === '--share' ? [] : [name, value as string],
        ),
      ),
    ).toMatchObject({ code: 1 })
    // The last line: everybody logs in once on the new board.
    expect(await bound()).toEqual([])
    for (const [account, file] of [
      ['administrator', 'admin2.txt'],
      ['penyelia', 'penyelia2.txt'],
      ['teknisi', 'teknisi2.txt'],
    ] as const) {
      expect(await logsIn(account, line(file), NEW_BOARD)).toBe('open')
      expect(await logsIn(account, line(file), null)).toBe('ACCOUNT-OTHER-MACHINE')
      expect(await logsIn(account, line(file), OLD_BOARD)).toBe('ACCOUNT-OTHER-MACHINE')
      expect(await logsIn(account, line(file), NEW_BOARD)).toBe('open')
    }
    expect((await bound()).toSorted()).toEqual([...NAMES].toSorted())
    expect(escrow.equals(readFileSync(at('station/keys/reset-escrow.age')))).toBe(true)
  })
})
