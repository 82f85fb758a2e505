import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { verifyProof } from '../../../formats/paper/paper.ts'
import { openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { recordingOf } from '../recording/show.ts'
import { recordingStream } from '../streams.ts'
import { printProof, saveProof } from './proof.ts'

/** The reader's own module from its package; it would fetch it from a network. */
const WASM = readFileSync(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({
  overrides: { wasmBinary: WASM.buffer.slice(WASM.byteOffset, WASM.byteOffset + WASM.length) },
})

let open: TestStation
let id: string
beforeAll(async () => {
  open = await openTestStation()
  ;[, id] = (await seedRecordings(open.station, 2, { bytes: 3000 })) as [string, string]
})
afterAll(() => open.close())

const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
const acts = () =>
  open.station.read.all("SELECT act FROM audit WHERE act = 'recording.proof' AND subject = ?", [id])

describe('the proof of recording', () => {
  it('is a clean PDF on one A4 that says who, when, which packet, and where its copies are', async () => {
    const path = join(open.temp('out'), 'bukti.pdf')
    expect(await saveProof(open.station, id, path)).toEqual({ path })
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
    expect(run('pdfinfo', path)).toMatch(/Pages:\s+1\n[\s\S]*\(A4\)/)
    const words = run('pdftotext', '-layout', path, '-')
    const { name, nik, head } = recordingOf(open.station.read, id)!
    for (const said of [
      'BUKTI PEREKAMAN KTP-EL',
      name,
      id,
      head.slice(0, 8),
      'stasiun 5272-01-A',
      'WITA',
      'Komputer stasiun 5272-01-A',
      'salinan kedua dibuat pada pencadangan',
      'Anda tidak perlu direkam lagi',
      'bukan pengganti KTP-el',
    ])
      expect(words).toContain(said)
    // A paper that is lost tells no NIK.
    expect(words.replaceAll(' ', '')).not.toContain(nik)
    expect(acts()).toHaveLength(1)
  })

  it('carries the signed head as a QR that reads back from paper', async () => {
    const { body } = (await recordingStream(open.station, `${id}/proof.pdf`, new URLSearchParams()))!
    const folder = open.temp('png')
    execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', '-', join(folder, 'proof')], {
      input: body as Uint8Array,
    })
    const [found] = await readBarcodes(readFileSync(join(folder, 'proof.png')), {
      formats: ['QRCode'],
      tryHarder: true,
    })
    const { seq, head, epoch } = recordingOf(open.station.read, id)!
    expect(verifyProof(found?.text ?? '', open.station.trust)).toEqual({
      station: '5272-01-A',
      epoch,
      seq,
      head,
      id,
    })
  })

  it('goes to paper without a name in what everybody at the computer sees', async () => {
    expect(await printProof(open.station, id)).toBe('Pencetak meja')
    await open.ports.printers.state('desk', '1')
    const [order] = open.ports.printers.printed
    expect(order).toMatchObject({ printer: 'desk', paper: 'A4', copies: 1 })
    expect(order!.title).not.toContain(recordingOf(open.station.read, id)!.name)
    open.ports.printers.setNone(true)
    await expect(printProof(open.station, id)).rejects.toMatchObject({ code: 'PRINTER-NONE' })
    expect(acts()).toHaveLength(2)
  })

  it('is of sealed recordings alone', async () => {
    const nobody = '0'.repeat(26)
    await expect(printProof(open.station, nobody)).rejects.toMatchObject({ code: 'NOT-FOUND' })
    await expect(saveProof(open.station, nobody, '/nowhere')).rejects.toMatchObject({ code: 'NOT-FOUND' })
    expect(await recordingStream(open.station, `${nobody}/proof.pdf`, new URLSearchParams())).toBeNull()
    const inside = join(open.folder, 'bukti.pdf')
    await expect(saveProof(open.station, id, inside)).rejects.toMatchObject({ code: 'SAVE-PLACE' })
  })

  it('says where the second copy is once a disk has it', async () => {
    await open.station.write.transaction((tx) => {
      const at = open.ports.now().toISOString()
      tx.run(`INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state)
        VALUES ('d', 'DISK A', 'desk', 'teal', 'meja', '', 'ext4', '${at}', 'paired')`)
      tx.run('INSERT INTO copy VALUES (?, ?, ?, ?, ?)', [id, 'd', 'v', 'L1', at])
    })
    const path = join(open.temp('out'), 'aman.pdf')
    await saveProof(open.station, id, path)
    const words = run('pdftotext', '-layout', path, '-')
    expect(words).toContain('Disk DISK A (meja), dibaca kembali')
    expect(words).toContain('Anda boleh pulang')
    expect(words).not.toContain('salinan kedua dibuat pada pencadangan')
  })
})
