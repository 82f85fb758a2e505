import { afterEach, beforeEach, expect, it } from 'vitest'
import { signReceipt } from '../../formats/receipt/receipt.ts'
import { issueSuket, startSuketService } from '../suket/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { fileReceipt } from './file-receipt.ts'

let open: TestStation
let ids: string[]
beforeEach(async () => {
  open = await openTestStation()
  ids = await seedRecordings(open.station, 2, { bytes: 3000 })
})
afterEach(() => open.close())

let serial = 0
async function told(packet: string, verdict: 'CARD_PRINTED' | 'CARD_ISSUED', at: string): Promise<void> {
  const { sha256 } = open.station.read.get<{ sha256: string }>('SELECT sha256 FROM recording WHERE id = ?', [
    packet,
  ])!
  const word = { site: 'mmu', packet, sha256, attempt: 1, grade: 'central', verdict, at } as const
  const signed = signReceipt({ ...word, serial: ++serial }, open.dinas.sites.mmu)
  await open.station.write.transaction((tx) => fileReceipt(tx, open.station, signed, 'upload'))
}
const letterOf = (id: string) =>
  open.station.read.get('SELECT state, end_reason AS why FROM suket WHERE id = ?', [id])
const events = (id: string) =>
  open.station.read.all('SELECT act FROM suket_event WHERE suket = ? ORDER BY rowid', [id])

const WITHDRAWN = { state: 'withdrawn', why: 'KTP-el sudah diserahkan menurut pusat data' }

it('is withdrawn with the word of the centre that the card was handed over, in the same transaction, once', async () => {
  const [id = '', other = ''] = ids
  const letter = await issueSuket(open.station, id)
  const theirs = await issueSuket(open.station, other)
  const at = open.ports.now().toISOString()
  await told(id, 'CARD_PRINTED', at)
  expect(letterOf(letter.id)).toMatchObject({ state: 'issued' })
  await told(id, 'CARD_ISSUED', at)
  expect(letterOf(letter.id)).toEqual(WITHDRAWN)
  await told(id, 'CARD_ISSUED', at)
  expect(events(letter.id)).toEqual([{ act: 'issue' }, { act: 'withdraw' }])
  expect(letterOf(theirs.id)).toMatchObject({ state: 'issued' })
})

/** What a station of before, or a merge, left: the status alone. */
const missed = (recording: string, at: string) =>
  open.station.write.transaction((tx) => {
    tx.run(`UPDATE recording_status SET status = 'CARD_ISSUED', at = ? WHERE recording = ?`, [at, recording])
  })
const samePerson = (recording: string, as: string) =>
  open.station.write.transaction((tx) => {
    tx.run('UPDATE recording SET nik = (SELECT nik FROM recording WHERE id = ?) WHERE id = ?', [
      as,
      recording,
    ])
  })

it('is withdrawn at the next opening where that was missed; a letter that was issued for a card lost since stays', async () => {
  const [id = '', other = ''] = ids
  const letter = await issueSuket(open.station, id)
  const day = Date.parse(letter.issuedAt)
  await missed(id, new Date(day + 60_000).toISOString())
  await startSuketService(open.reopen())()
  expect(letterOf(letter.id)).toEqual(WITHDRAWN)
  // Recorded again, since the card was lost.
  await samePerson(other, id)
  await missed(id, new Date(day - 60_000).toISOString())
  const next = await issueSuket(open.station, other)
  await startSuketService(open.reopen())()
  expect(letterOf(next.id)).toMatchObject({ state: 'issued' })
  // The card of the first recording was handed over after the letter of the second.
  await missed(id, new Date(day + 60_000).toISOString())
  await startSuketService(open.reopen())()
  expect(letterOf(next.id)).toEqual(WITHDRAWN)
})
