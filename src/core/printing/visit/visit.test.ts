import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { call } from '@orpc/server'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CentralStatus } from '../../../contract/status.ts'
import { encodeToken } from '../../../formats/claim169/claim169.ts'
import { newId } from '../../../formats/id.ts'
import { signProof } from '../../../formats/paper/paper.ts'
import { unhex } from '../../../lib/bytes.ts'
import { PRACTICE_ISSUER, PRACTICE_STATION } from '../../practice-mark.ts'
import { boardHandlers } from '../../board/index.ts'
import { listRecordings, recordingOf, setStatus } from '../../enrolment/index.ts'
import { sampleBiodata, openTestStation, seedRecordings, type TestStation } from '../../testing/index.ts'
import { quickDraft } from '../../testing/quick-draft.ts'
import { issueSuket } from '../../suket/index.ts'
import { printingHandlers } from '../index.ts'
import { slipOf } from './slip-data.ts'

const DAY = 86_400_000
const NOBODY = '5272014101010001'

let open: TestStation
let ids: string[]
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  ids = await seedRecordings(open.station, 2, { bytes: 3000 })
})
afterEach(() => open.close())

const context = () => ({ context: open.context })
const where = (...texts: string[]) => call(printingHandlers.where, { texts }, context())
const settle = (recording: string, note = 'Ditanyakan ke pusat data') =>
  call(printingHandlers.settleVisits, { recording, note }, context())
const stuck = () =>
  listRecordings(open.station, { text: '', show: 'stuck', limit: 10 }).rows.map(({ id }) => id)
const later = () => open.ports.clock.advance(DAY)
const move = (recording: string, to: CentralStatus, by: 'station' | 'central' = 'central') =>
  open.station.write.transaction((tx) =>
    setStatus(tx, open.station, { recording, to, by, at: open.ports.clock.now().toISOString() }),
  )

describe('where is my card', () => {
  it('answers nobody by a paper of practice, and says what it is', async () => {
    const key = { keyId: unhex('0807060504030201'), seed: unhex('22'.repeat(32)) }
    const [epoch, id] = [newId(open.ports.random), newId(open.ports.random)]
    const head = { station: PRACTICE_STATION, epoch, seq: 1, id, head: 'ab'.repeat(32) }
    await expect(where(signProof(head, key))).rejects.toMatchObject({ code: 'PRACTICE-PAPER' })
    const now = Math.floor(open.ports.now().getTime() / 1000)
    const letter = encodeToken(
      {
        issuer: PRACTICE_ISSUER,
        number: 'LATIHAN/00001/XI/2026',
        issuedAt: now,
        notBefore: now,
        expiresAt: now + 86_400,
        claim: {
          id: '5272011703850001',
          fullName: 'CONTOH SATU',
          birthDate: '1985-03-17',
          gender: 'male',
          address: 'JL. CONTOH 1',
          nationality: 'IDN',
          marital: null,
        },
      },
      key,
    )
    await expect(where(letter)).rejects.toMatchObject({ code: 'PRACTICE-PAPER' })
  })

  it('is answered for every paper and number that a resident can have, in the words of the status', async () => {
    const [id = ''] = ids
    const { proof, nik, name, seq } = recordingOf(open.station.read, id)!
    const suket = await issueSuket(open.station, id)
    const { qr } = open.station.read.get<{ qr: string }>('SELECT qr FROM suket WHERE id = ?', [suket.id])!
    const answer = { found: 'recording', recording: id, name, status: 'BIO_CAPTURED', suket: suket.number }
    const grouped = `${nik.slice(0, 6)} ${nik.slice(6, 12)} ${nik.slice(12)}`
    for (const text of [
      proof,
      `${proof}\n`,
      qr,
      suket.number,
      nik,
      grouped,
      id,
      id.toUpperCase(),
      String(seq),
    ])
      expect({ text, ...(await where(text)) }).toMatchObject({ text, ...answer })
    // A camera sees what lies beside the paper too; two papers of one person are one.
    expect(await where('https://example.invalid/', qr, proof)).toMatchObject(answer)
    const shown = await where(nik)
    expect(JSON.stringify(shown)).not.toContain(nik)
    const acts = open.station.read.all<{ act: string }>(
      "SELECT act FROM audit WHERE subject = ? AND act = 'card.asked'",
      [id],
    )
    expect(acts).toHaveLength(11)
  })

  it('trusts no paper that somebody made, and tells what it does not know apart', async () => {
    const [a = '', b = ''] = ids
    const { proof } = recordingOf(open.station.read, a)!
    const forged = proof.slice(0, -6) + proof.slice(-6).split('').toReversed().join('')
    const refused = { code: 'VISIT-CODE' }
    for (const text of [forged, 'REKAM1', 'REKAM2ABC', 'halo', '999999', '0'.repeat(26)])
      await expect(where(text)).rejects.toMatchObject(refused)
    await expect(where('5272014501010000')).rejects.toMatchObject({ code: 'NIK-INVALID' })
    await expect(where(a, b)).rejects.toMatchObject({ code: 'VISIT-MANY' })
    expect(await where(NOBODY)).toEqual({ found: 'nobody', nik: NOBODY })
    expect(open.station.read.all('SELECT * FROM card_visit')).toEqual([])
    const draft = await quickDraft(open.station, 9)
    expect(await where(sampleBiodata(9).nik)).toEqual({ found: 'draft', draft })
  })

  it('a proof of what is not here says where the person was recorded, and whether that is proven', async () => {
    const { code, epoch, keys } = open.station
    const statement = {
      station: code,
      epoch: epoch.id,
      seq: 77,
      id: newId(open.ports.random),
      head: 'ab'.repeat(32),
    }
    const lost = signProof(statement, keys.signing)
    expect(await where(lost)).toEqual({ found: 'elsewhere', station: code, seq: 77, proven: true })
    const stranger = { keyId: unhex('0102030405060708'), seed: unhex('11'.repeat(32)) }
    const theirs = signProof({ ...statement, station: '5272-02-B' }, stranger)
    expect(await where(theirs)).toEqual({ found: 'elsewhere', station: '5272-02-B', seq: 77, proven: false })
    // Nobody else signs for this station.
    await expect(where(signProof(statement, stranger))).rejects.toMatchObject({ code: 'VISIT-CODE' })
  })
})

it('who has to come back is told so, at the desk and on the slip', async () => {
  const [id = ''] = ids
  await open.station.write.transaction((tx) => {
    tx.run('INSERT INTO recording_exception (recording, slot, reason) VALUES (?, ?, ?)', [id, 'x', 'luka'])
    tx.run(`UPDATE recording_status SET status = 'ENROLL_FAILURE_AT_CENTRAL' WHERE recording = ?`, [id])
  })
  expect(await where(id)).toMatchObject({ status: 'ENROLL_FAILURE_AT_CENTRAL', step: 'complete' })
  const { rows, words } = slipOf(open.station, id)
  expect(rows).toContainEqual(['Langkah berikutnya', 'Anda dan kantor ini'])
  expect(words.join(' ')).toContain('mohon dilengkapi')
  expect(words.join(' ')).not.toMatch(/kirim ulang|tidak perlu direkam lagi/)
})

it('the card of a recording is told once it is that far', async () => {
  const [id = ''] = ids
  const card = () => call(printingHandlers.ofRecording, { recording: id }, context())
  expect(await card()).toBeNull()
  await move(id, 'RECEIVED_AT_CENTRAL')
  await move(id, 'PRINT_READY_RECORD')
  expect(await card()).toMatchObject({ recording: id, state: 'ready', takenBy: null })
})

describe('visits', () => {
  it('two days without movement reach the penyelia; a move or a decision takes them off', async () => {
    const [id = ''] = ids
    expect(await where(id)).toMatchObject({ again: false, unmoved: 1 })
    expect(await where(id)).toMatchObject({ again: true, unmoved: 1 })
    expect(stuck()).toEqual([])
    later()
    expect(await where(id)).toMatchObject({ again: false, unmoved: 2 })
    expect(stuck()).toEqual([id])
    expect(await call(boardHandlers.show, {}, context())).toMatchObject({ stuck: 1 })

    const settled = await settle(id)
    expect(settled).toMatchObject({ unmoved: 0 })
    expect(settled.visits).toHaveLength(2)
    expect(settled.visits[0]).toMatchObject({ settledBy: 'penyelia', note: 'Ditanyakan ke pusat data' })
    expect(stuck()).toEqual([])
    await expect(settle(id)).rejects.toMatchObject({ code: 'VISIT-NONE' })

    // Asked again on the same day after the decision: that is news.
    expect(await where(id)).toMatchObject({ again: false, unmoved: 1 })
    later()
    expect(await where(id)).toMatchObject({ unmoved: 2 })
    await move(id, 'PROCESSING', 'station')
    expect(stuck()).toEqual([])
    expect(await where(id)).toMatchObject({ again: false, unmoved: 1, status: 'PROCESSING' })
  })

  it('are what a plain count says, whatever happens in whatever order', async () => {
    const [id = ''] = ids
    const statuses = [
      'RECEIVED_AT_CENTRAL',
      'ADJUDICATE_RECORD',
      'DUPLICATE_RECORD',
      'PRINT_READY_RECORD',
    ] as const
    const steps = fc.array(fc.constantFrom('ask', 'ask', 'later', 'move', 'settle'), { maxLength: 14 })
    let moves = 0
    let model: { day: number; settled: boolean; era: number }[] = []
    let era = 0
    let today = 0
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        for (const step of all) {
          if (step === 'later') {
            later()
            today++
          } else if (step === 'move') {
            if (moves >= statuses.length) continue
            await move(id, statuses[moves++]!)
            era++
          } else if (step === 'settle') {
            const waits = model.some((one) => !one.settled)
            model = model.map((one) => ({ ...one, settled: true }))
            const done = settle(id).then(
              () => true,
              () => false,
            )
            expect(await done).toBe(waits)
          } else {
            const again = model.some((one) => one.day === today && one.era === era && !one.settled)
            if (!again) model.push({ day: today, settled: false, era })
            expect(await where(id)).toMatchObject({ again })
          }
          const unmoved = model.filter((one) => !one.settled && one.era === era).length
          const { unmoved: said } = await call(printingHandlers.visits, { recording: id }, context())
          expect(said).toBe(unmoved)
          expect(stuck()).toEqual(unmoved >= 2 ? [id] : [])
        }
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })
})

describe('the slip', () => {
  it('is one A4 that says how it stands, without the NIK, and is printed and saved', async () => {
    const [id = ''] = ids
    const { name, nik } = recordingOf(open.station.read, id)!
    await where(id)
    const path = join(open.temp('out'), 'lembar.pdf')
    expect(await call(printingHandlers.saveSlip, { recording: id, path }, context())).toEqual({ path })
    const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
    expect(run('pdfinfo', path)).toMatch(/Pages:\s+1\n[\s\S]*\(A4\)/)
    const words = run('pdftotext', '-layout', path, '-')
    for (const said of [
      'KEADAAN KTP-EL ANDA',
      name,
      'sudah direkam, belum dikirim',
      'tidak perlu direkam lagi',
    ])
      expect(words).toContain(said)
    expect(words.replaceAll(' ', '')).not.toContain(nik)
    const { printer } = await call(printingHandlers.printSlip, { recording: id }, context())
    expect(printer).toBe('Pencetak meja')
    await open.ports.printers.state('desk', '1')
    expect(open.ports.printers.printed[0]!.title).not.toContain(name)
    open.ports.printers.setNone(true)
    await expect(call(printingHandlers.printSlip, { recording: id }, context())).rejects.toMatchObject({
      code: 'PRINTER-NONE',
    })
    const inside = join(open.folder, 'lembar.pdf')
    await expect(
      call(printingHandlers.saveSlip, { recording: id, path: inside }, context()),
    ).rejects.toMatchObject({ code: 'SAVE-PLACE' })
    expect(open.station.read.all("SELECT 1 FROM audit WHERE act = 'card.slip'")).toHaveLength(2)
  })
})
