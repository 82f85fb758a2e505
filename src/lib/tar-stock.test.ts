import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extract } from 'tar-stream'
import { afterAll, describe, expect, it } from 'vitest'
import { text, utf8 } from './bytes.ts'
import { packTar, readTar } from './tar.ts'

/** Our archives before GNU tar and npm tar-stream, and GNU tar's before us. */
const folder = mkdtempSync(join(tmpdir(), 'rekam-tar-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
const tar = (...args: string[]) => execFileSync('tar', args, { cwd: folder })

const members = [
  { name: 'manifest.json', data: utf8('{"format":1}') },
  { name: 'captures/iris-kiri.jp2', data: new Uint8Array(70_000).fill(5) },
  { name: 'kosong', data: new Uint8Array() },
]
writeFileSync(at('ours.tar'), packTar(members))

describe('GNU tar', () => {
  it('lists and extracts our archive without a word', () => {
    expect(tar('--utc', '-tvf', 'ours.tar').toString().split('\n')[0]).toMatch(
      /^-rw-r--r-- 0\/0 +12 1970-01-01 00:00 manifest\.json$/,
    )
    mkdirSync(at('out'))
    tar('-xf', 'ours.tar', '-C', 'out')
    for (const { name, data } of members)
      expect(Buffer.compare(readFileSync(join(at('out'), name)), data)).toBe(0)
  })

  it('makes the same archive, byte for byte, when told the same owner, mode and time', () => {
    const options = [
      '--format=ustar',
      '--mtime=@0',
      '--owner=:0',
      '--group=:0',
      '--mode=0644',
      '--numeric-owner',
      '--blocking-factor=1',
    ]
    tar('-C', 'out', ...options, '-cf', 'theirs.tar', ...members.map(({ name }) => name))
    const theirs = readFileSync(at('theirs.tar'))
    const ours = readFileSync(at('ours.tar'))
    expect(theirs.length).toBe(ours.length)
    expect(Buffer.compare(theirs, ours)).toBe(0)
  })

  it('writes ustar that we read, long names too; its GNU and pax archives we refuse', () => {
    const long = `${'folder-panjang/'.repeat(8)}berkas.bin`
    mkdirSync(join(at('out'), long, '..'), { recursive: true })
    writeFileSync(join(at('out'), long), 'isi')
    tar('-C', 'out', '--format=ustar', '-cf', 'long.tar', long)
    expect(readTar(readFileSync(at('long.tar'))).map(({ name, data }) => [name, text(data)])).toEqual([
      [long, 'isi'],
    ])
    for (const format of ['gnu', 'pax', 'v7']) {
      tar('-C', 'out', `--format=${format}`, '-cf', 'other.tar', 'manifest.json')
      expect(() => readTar(readFileSync(at('other.tar')))).toThrow('TAR-MALFORMED')
    }
  })
})

describe('npm tar-stream', () => {
  it('reads our archive', async () => {
    const seen: [string, number, number][] = []
    const reader = extract()
    reader.end(readFileSync(at('ours.tar')))
    for await (const entry of reader) {
      let bytes = 0
      for await (const chunk of entry) bytes += (chunk as Uint8Array).length
      seen.push([entry.header.name, bytes, entry.header.mtime?.getTime() ?? -1])
    }
    expect(seen).toEqual(members.map(({ name, data }) => [name, data.length, 0]))
  })
})
