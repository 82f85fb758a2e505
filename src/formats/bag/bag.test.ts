import { once } from 'node:events'
import { createServer } from 'node:net'
import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hex, text, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { publicOf } from '../../lib/minisign.ts'
import { type BagFiles, bagFiles, EXPORT, putBag, receiptBag, RECEIPTS } from '../testing/bag-sample.ts'
import {
  MMU_KEY,
  ROOT,
  sampleId,
  sampleItems,
  sampleTrust,
  STATION_KEY,
  STRANGER,
} from '../testing/sample.ts'
import { Bench } from '../testing/stock.ts'
import { signDetached } from '../trust/comment.ts'
import { BUNDLE_NAME } from '../trust/bundle.ts'
import { trustFrom } from '../trust/trust.ts'
import { checkBag, readBag, readBagCertificates } from './check.ts'
import { bagStamp, writeBagPlan } from './plan.ts'

const PACKET = `data/${sampleId(1)}.rkp`
const code = (expected: string) => expect.objectContaining({ code: expected })

/** The problems' codes of a bag that `spoil` changed on the disk or in its files before. */
async function problems(spoil: (folder: string) => void, files: BagFiles = bagFiles()) {
  using bench = new Bench()
  putBag(bench.folder, files)
  spoil(bench.folder)
  const found = await checkBag(bench.folder, sampleTrust())
  return found.problems.map((problem) => problem.code)
}

/** Changes one file after signing. */
const changed = (name: string, change: (spelt: string) => string) => (folder: string) => {
  const path = join(folder, name)
  const files = bagFiles()
  writeFileSync(path, change(text(files.get(name)!)))
}

test('an export is whole, and by whom', async () => {
  using bench = new Bench()
  putBag(bench.folder, bagFiles())
  const found = await readBag(bench.folder, sampleTrust())
  expect(found.problems).toEqual([])
  expect(found.info).toMatchObject({ ...EXPORT, count: 1, oxum: { files: 2 } })
  expect(found.payload.map(({ path }) => path)).toEqual([PACKET, `${PACKET}.minisig`])
  expect(found.stamp).toEqual(bagStamp(found.info))
  expect(await readBagCertificates(bench.folder)).toEqual(sampleItems())
  expect((await checkBag(bench.folder)).stamp).toBeNull()
})

test('a receipt bag answers an export', async () => {
  using bench = new Bench()
  putBag(bench.folder, receiptBag())
  const found = await readBag(bench.folder, sampleTrust())
  expect(found.info).toMatchObject({ ...RECEIPTS, count: 1, oxum: { files: 3 } })
  expect(found.signer?.certificate).toMatchObject({ subject: { kind: 'site', site: 'mmu' } })
})

test('stock sha256sum and minisign accept it', () => {
  using bench = new Bench()
  const files = bagFiles()
  putBag(bench.folder, files)
  for (const name of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
    expect(bench.run('sha256sum', '--strict', '-c', name).toString()).toContain(': OK')
  }
  const signature = text(files.get('tagmanifest-sha256.txt.minisig')!)
  expect(bench.minisign(STATION_KEY, files.get('tagmanifest-sha256.txt')!, signature)).toContain(
    'rekam:bag:v1',
  )
})

test('what Windows and macOS leave behind is neither opened nor held against it', async () => {
  const junk = (folder: string) => {
    for (const name of ['Thumbs.db', 'data/desktop.ini', 'data/._x', '.DS_Store'])
      writeFileSync(join(folder, name), 'x')
  }
  expect(await problems(junk)).toEqual([])
})

describe('problems', () => {
  test.each<[string, (folder: string) => void, string[]]>([
    [
      'a packet is damaged',
      (folder) => writeFileSync(join(folder, PACKET), 'x'),
      ['BAG-DAMAGED', 'BAG-OXUM'],
    ],
    ['a packet is missing', (folder) => unlinkSync(join(folder, PACKET)), ['BAG-MISSING', 'BAG-OXUM']],
    [
      'a file was added',
      (folder) => writeFileSync(join(folder, 'data/x.rkp'), 'x'),
      ['BAG-UNLISTED', 'BAG-OXUM'],
    ],
    ['a tag file was added', (folder) => writeFileSync(join(folder, 'autorun.inf'), 'x'), ['BAG-UNLISTED']],
    [
      'the letter is missing',
      (folder) => unlinkSync(join(folder, 'surat-pengantar.pdf')),
      ['BAG-MISSING', 'BAG-MISSING'],
    ],
    [
      'the letter was changed',
      (folder) => writeFileSync(join(folder, 'surat-pengantar.pdf'), 'x'),
      ['BAG-DAMAGED'],
    ],
    [
      'no signature',
      (folder) => unlinkSync(join(folder, 'tagmanifest-sha256.txt.minisig')),
      ['BAG-SIGNATURE'],
    ],
    ['no bagit.txt', (folder) => unlinkSync(join(folder, 'bagit.txt')), ['BAG-TAG', 'BAG-MISSING']],
    ['fetch.txt', (folder) => writeFileSync(join(folder, 'FETCH.TXT'), 'x'), ['BAG-FETCH', 'BAG-UNLISTED']],
    [
      'names that differ by case',
      (folder) => writeFileSync(join(folder, PACKET.toUpperCase().replace('DATA', 'data')), 'x'),
      ['BAG-CASE', 'BAG-UNLISTED', 'BAG-OXUM'],
    ],
    [
      'a control character in a name',
      (folder) => writeFileSync(join(folder, 'data/a\u0007b'), 'x'),
      ['BAG-NAME', 'BAG-UNLISTED', 'BAG-OXUM'],
    ],
    [
      'another version',
      changed('bagit.txt', (spelt) => spelt.replace('1.0', '0.97')),
      ['BAG-TAG', 'BAG-DAMAGED'],
    ],
    [
      'the count',
      changed('bag-info.txt', (spelt) => spelt.replace('Count: 1', 'Count: 2')),
      ['BAG-DAMAGED', 'BAG-COUNT'],
    ],
    [
      'a digest',
      changed('manifest-sha256.txt', (spelt) => spelt.replace(/^./, 'g')),
      ['BAG-TAG', 'BAG-DAMAGED', 'BAG-UNLISTED', 'BAG-UNLISTED', 'BAG-COUNT'],
    ],
    [
      'the tag manifest',
      changed('tagmanifest-sha256.txt', (spelt) => `${spelt}${'0'.repeat(64)}  x\n`),
      ['BAG-SIGNATURE', 'BAG-MISSING'],
    ],
    [
      'the sender',
      changed('bag-info.txt', (spelt) => spelt.replace('Sequence: 3', 'Sequence: 4')),
      ['BAG-SIGNATURE', 'BAG-DAMAGED'],
    ],
  ])('%s', async (_, spoil, due) => {
    expect((await problems(spoil)).toSorted()).toEqual(due.toSorted())
  })

  test('a link is seen and never followed', async () => {
    const link = (folder: string) => {
      renameSync(join(folder, PACKET), join(folder, '../moved.rkp'))
      symlinkSync('../../moved.rkp', join(folder, PACKET))
    }
    expect(await problems(link)).toEqual(['BAG-LINK', 'BAG-MISSING', 'BAG-OXUM'])
  })

  test('a pipe does not hang the reader', async () => {
    const pipe = (folder: string) => {
      unlinkSync(join(folder, 'bag-info.txt'))
      execFileSync('mkfifo', [join(folder, 'bag-info.txt')])
    }
    expect(await problems(pipe)).toContain('BAG-LINK')
  })

  test('a socket is none of its files, and no drive that went', async () => {
    using bench = new Bench()
    putBag(bench.folder, bagFiles())
    unlinkSync(join(bench.folder, BUNDLE_NAME))
    const socket = createServer().listen(join(bench.folder, BUNDLE_NAME))
    await once(socket, 'listening')
    const { problems: found } = await checkBag(bench.folder, sampleTrust())
    expect(found.map((one) => one.code)).toContain('BAG-LINK')
    await expect(readBagCertificates(bench.folder)).rejects.toMatchObject({ code: 'FILE-IO' })
    await new Promise((closed) => void socket.close(closed))
  })

  test('one rotten packet does not spoil the others', async () => {
    using bench = new Bench()
    const files = bagFiles()
    putBag(bench.folder, files)
    writeFileSync(join(bench.folder, PACKET), 'x')
    const found = await checkBag(bench.folder, sampleTrust())
    expect(found.payload.map(({ path }) => path)).toEqual([`${PACKET}.minisig`])
    expect(found.problems).toContainEqual({ code: 'BAG-DAMAGED', path: PACKET })
    await expect(readBag(bench.folder, sampleTrust())).rejects.toThrow(code('BAG-DAMAGED'))
  })

  test('endless depth', async () => {
    using bench = new Bench()
    mkdirSync(join(bench.folder, 'a/b/c/d/e/f'), { recursive: true })
    await expect(checkBag(bench.folder)).rejects.toThrow(code('BAG-LIMIT'))
    await expect(checkBag(join(bench.folder, 'nowhere'))).rejects.toThrow(code('FILE-MISSING'))
  })
})

describe('a hostile sender signs', () => {
  /** A bag whose manifest was rewritten before everything was signed again. */
  const resigned = (change: (manifest: string) => string, key = STATION_KEY): BagFiles => {
    const files = bagFiles()
    const manifest = utf8(change(text(files.get('manifest-sha256.txt')!)))
    files.set('manifest-sha256.txt', manifest)
    const tags = text(files.get('tagmanifest-sha256.txt')!).replace(
      /[0-9a-f]{64}(?= {2}manifest)/,
      hex(sha256(manifest)),
    )
    files.set('tagmanifest-sha256.txt', utf8(tags))
    const stamp = bagStamp({ ...EXPORT, count: 1, oxum: { bytes: 0, files: 0 } })
    return files.set('tagmanifest-sha256.txt.minisig', utf8(signDetached(utf8(tags), key, stamp)))
  }
  const line = (path: string) => (manifest: string) => `${manifest}${'0'.repeat(64)}  ${path}\n`

  test.each([
    ['a path out of the bag', 'data/../../../etc/passwd'],
    ['an absolute path', '/etc/passwd'],
    ['a drive', 'C:\\x'],
    ['a backslash', 'data\\..\\x'],
    ['a device', 'data/nul.rkp'],
    ['a line feed by percent', 'data/a%0Ab'],
    ['a dot by percent', 'data/%2e%2e/x'],
    ['a percent sign', 'data/%25'],
    ['a name in another case', PACKET.toUpperCase().replace('DATA', 'data')],
    ['a name twice', PACKET],
    ['too long a name', `data/${'a'.repeat(300)}`],
  ])('%s', async (_, path) => {
    expect(await problems(() => {}, resigned(line(path)))).toContain('BAG-TAG')
  })

  test('a tag file as payload, or a stranger among the packets', async () => {
    expect(await problems(() => {}, resigned(line('bagit.txt')))).toContain('BAG-NAME')
    expect(await problems(() => {}, resigned(line('data/note.txt')))).toEqual(['BAG-MISSING', 'BAG-INFO'])
  })

  test('with a key that nobody certified, or a site its own export', async () => {
    expect(
      await problems(
        () => {},
        resigned((manifest) => manifest, STRANGER),
      ),
    ).toEqual(['BAG-SIGNATURE'])
    expect(
      await problems(
        () => {},
        resigned((manifest) => manifest, MMU_KEY),
      ),
    ).toEqual(['BAG-SIGNATURE'])
  })

  test('certificates of his own', async () => {
    using bench = new Bench()
    putBag(bench.folder, bagFiles({ key: STRANGER }))
    const trust = trustFrom(publicOf(ROOT), await readBagCertificates(bench.folder))
    await expect(readBag(bench.folder, trust)).rejects.toThrow(code('BAG-SIGNATURE'))
  })
})

describe('never planned', () => {
  const input = { info: EXPORT, certificates: [], key: STATION_KEY, letter: utf8('x') }
  const file = (path: string) => ({ path, bytes: 1, sha256: '00'.repeat(32) })
  test.each([
    ['a packet without signature', { payload: [file(PACKET)] }],
    ['a foreign file', { payload: [file('data/x.txt')] }],
    ['a file outside data', { payload: [file('x.rkp')] }],
    ['a path', { payload: [file('data/../x')], info: RECEIPTS }],
    ['an export without letter', { payload: [], letter: undefined }],
    ['an export of nobody', { payload: [], info: { ...EXPORT, station: undefined } }],
    ['receipts of a station', { payload: [], info: { ...RECEIPTS, station: '5272-01-A' } }],
    ['a recipient in two lines', { payload: [], info: { ...EXPORT, to: 'a\nRekam-Kind: receipts' } }],
  ])('%s', (_, wrong) => {
    expect(() => writeBagPlan({ ...input, ...wrong })).toThrow(code('FORMAT-INVALID'))
  })
})
