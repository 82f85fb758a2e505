// Letters to paper from the terminal, on a CUPS of the test's own: what there is to print on, a print, one that needs a reason, a
// printer that is not there, and files where there is none.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { type OwnCups, startOwnCups } from '../../src/core/paper/printers/testing/own-cups.ts'
import { issueSuket } from '../../src/core/suket/index.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-paper-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const before = process.env['CUPS_SERVER']
let cups: OwnCups
let ids: string[] = []
/** Recordings without a letter yet. */
let others: string[] = []

describe('letters to paper from the terminal', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    cups = await startOwnCups()
    process.env['CUPS_SERVER'] = cups.server
    await sampleStation(base, ['01', '02', '03', '04', '05'])
    ids = await withOpenStation({ station: at('station') }, async (open) => {
      const made: string[] = []
      const [one, two, ...rest] = open.read.all<{ id: string }>('SELECT id FROM recording ORDER BY seq')
      for (const { id } of [one!, two!]) made.push((await issueSuket(open, id)).id)
      others = rest.map(({ id }) => id)
      return made
    })
    await cups.setMode('prints')
  }, 300_000)
  afterAll(async () => {
    if (before === undefined) delete process.env['CUPS_SERVER']
    else process.env['CUPS_SERVER'] = before
    await cups?.close()
    rmSync(base, { recursive: true, force: true })
  })

  test('the printers are listed, with their papers', async () => {
    const ran = await rekam('suket', 'printers', '--json')
    const { printers } = ran.json<{ printers: { name: string; papers: string[] }[] }>()
    expect(printers).toContainEqual(
      expect.objectContaining({ name: 'desk', papers: expect.arrayContaining(['A4']) }),
    )
    expect((await rekam('suket', 'printers')).out).toMatch(/^desk {2}(siap|sedang mencetak)/m)
  })

  test('letters are printed; again only with a reason, under the same number', async () => {
    const done = await rekam('suket', 'print', ...ids, ...station, '--printer', 'desk', '--json')
    expect(done.code).toBe(0)
    expect(done.json()).toMatchObject({ printer: 'desk', jobs: [{ state: 'done' }, { state: 'done' }] })
    const refused = await rekam('suket', 'print', ids[0]!, ...station)
    expect(refused.code).not.toBe(0)
    expect(refused.err).toContain('SUKET-REPRINT-REASON')
    // The printer of the last time, without being named.
    const again = await rekam('suket', 'print', ids[0]!, ...station, '--reason', 'Kertas rusak')
    expect(again.code).toBe(0)
    expect(again.out).toMatch(/^471\.13\/00001\/\S+ {2}tercetak$/m)
    const absent = await rekam(
      'suket',
      'print',
      ids[0]!,
      ...station,
      '--printer',
      'lain',
      '--reason',
      'Kertas rusak',
    )
    expect(absent.err).toContain('PRINTER-GONE')
  })

  test('several terminals at once: one is let in, the others are told, and no number is lost or given twice', async () => {
    let left = [...others, ...others]
    for (let rounds = 0; left.length > 0 && rounds < 10; rounds++) {
      const ran = await Promise.all(
        left.map((id, n) =>
          rekam('suket', 'issue', id, ...station, '--out', at(`issued-${rounds}-${n}.pdf`)),
        ),
      )
      for (const { code, err } of ran) if (code !== 0) expect(err).toContain('STORE-IN-USE')
      left = left.filter((_, n) => ran[n]!.code !== 0)
    }
    expect(left).toEqual([])
    const rows = await withOpenStation({ station: at('station') }, async ({ read }) =>
      read.all<{ seq: number; recording: string }>('SELECT seq, recording FROM suket ORDER BY seq'),
    )
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect(new Set(rows.map(({ recording }) => recording)).size).toBe(5)
  })

  test('a print that hangs is told as it stands; with no printer the letters are files', async () => {
    await cups.setMode('empty')
    const held = await rekam('suket', 'print', ids[1]!, ...station, '--reason', 'Kertas rusak', '--wait', '3')
    expect(held.code).toBe(1)
    expect(held.out).not.toContain('tercetak')
    await cups.setMode('prints')
    for (const queue of ['desk', 'narrow']) execFileSync('lpadmin', ['-x', queue])
    expect((await rekam('suket', 'printers')).out).toContain('Tidak ada pencetak di komputer ini.')
    const saved = await rekam('suket', 'print', ...ids, ...station, '--out', at('files'))
    expect(saved.out).toContain(`2 PDF tersimpan di ${at('files')}`)
    expect(readdirSync(at('files'))).toHaveLength(2)
  })
})
