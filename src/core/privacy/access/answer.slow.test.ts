import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeAccess } from '../../../formats/access/access.ts'
import { verifyDetached } from '../../../formats/trust/comment.ts'
import { publicOf } from '../../../lib/minisign.ts'
import { mergeAccess, recordAct } from '../../audit/index.ts'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../../testing/index.ts'
import { answerRequest } from './answer.ts'
import { enterRequest, requestOf } from './requests.ts'

let open: TestStation
let ids: string[]
beforeEach(async () => {
  open = await openTestStation({
    actor: { account: 'penyelia', role: 'penyelia' },
    start: '2026-11-24T02:00:00.000Z',
  })
  ids = await seedRecordings(open.station, 2)
  await open.station.write.transaction((tx) => {
    recordAct(tx, open.station, 'draft.biodata', ids[0]!, {
      old: { namaIbu: 'IBU LAMA' },
      new: { namaIbu: 'IBU BARU' },
    })
    recordAct(tx, open.station, 'recording.read', ids[1]!)
  })
})
afterEach(() => open.close())

test('the answer is a PDF that the resident can read and a file for the Dinas, both signed, with old and new values, about nobody else', async () => {
  const { id } = await enterRequest(open.station, { about: { recording: ids[0]! }, way: 'desk' })
  const path = join(open.temp('out'), 'jawaban.pdf')
  const made = await answerRequest(open.station, { id, path })
  expect(made).toMatchObject({ path, values: expect.any(Number) as number })
  expect(made.values).toBeGreaterThan(0)
  const keys = [publicOf(open.station.keys.signing)]
  for (const file of [path, made.file])
    expect(
      verifyDetached(readFileSync(file), readFileSync(`${file}.minisig`, 'utf8'), keys, 'report').stamp.id,
    ).toBe(id)
  expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain('No syntax')
  const words = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
  const person = sampleBiodata(1)
  for (const said of [
    'AKSES DATA PRIBADI',
    person.nik,
    person.nama.toUpperCase(),
    'IBU LAMA -> IBU BARU',
    'nama ibu',
    'rekaman disegel',
    'biodata diisi',
    'Perekaman 24-11-2026',
    'tanda tangan ada di dalam paket tersegel',
  ])
    expect(words).toContain(said)
  expect(words).not.toContain(sampleBiodata(2).nama)
  const file = decodeAccess(readFileSync(made.file))
  expect(file.entries.some(({ values }) => values?.json.includes('IBU BARU'))).toBe(true)
  expect(mergeAccess([file], [open.station.code]).gaps).toEqual([])
  expect(requestOf(open.station, id)).toMatchObject({ state: 'answered', answeredBy: 'penyelia' })
})

test('a value that was changed in a file is refused; the Dinas keeps values that one of several files has', async () => {
  const { id } = await enterRequest(open.station, { about: { recording: ids[0]! }, way: 'letter' })
  const made = await answerRequest(open.station, { id, path: join(open.temp('out'), 'a.pdf') })
  const file = decodeAccess(readFileSync(made.file))
  const bare = { ...file, entries: file.entries.map((entry) => ({ ...entry, values: undefined })) }
  for (const files of [
    [bare, file],
    [file, bare],
  ])
    expect(mergeAccess(files).entries).toEqual(file.entries)
  const forged = file.entries.map((entry) =>
    entry.values ? { ...entry, values: { ...entry.values, json: '{"new":"IBU LAIN"}' } } : entry,
  )
  expect(() => mergeAccess([{ ...file, entries: forged }])).toThrow('FORMAT-UNREADABLE')
})
