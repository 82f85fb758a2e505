import { afterEach, beforeEach, expect, it } from 'vitest'
import { amendRecording } from '../enrolment/index.ts'
import { openTestStation, sampleBiodata, seedRecordings, type TestStation } from '../testing/index.ts'
import { verifyHere } from './handlers.ts'
import { withdrawCancelled } from './end.ts'
import { eventsOf } from './events.ts'
import { issueSuket, renewSuket } from './issue.ts'
import { printSukets } from './print/order.ts'
import { startSuketService } from './print/service.ts'
import { suketById } from './queries.ts'
import { addCancellation, recorded } from './testing/recorded.ts'

const CANCELLATION = { kind: 'cancellation', reason: 'orang yang salah' } as const

let open: TestStation
let recording: string
beforeEach(async () => {
  open = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  ;[recording] = (await seedRecordings(open.station, 1, { bytes: 3000 })) as [string]
})
afterEach(() => open.close())

const stateOf = (id: string) => suketById(open.station.read, id)

it('is withdrawn with the recording that it speaks of, by one act, and says why', async () => {
  const { station } = open
  const letter = await issueSuket(station, recording)
  const said: string[] = []
  station.onChange((topic) => said.push(topic))
  await amendRecording(station, recording, CANCELLATION)
  expect(stateOf(letter.id)).toMatchObject({
    state: 'withdrawn',
    end_reason: 'Rekaman dibatalkan: orang yang salah',
  })
  expect(said).toContain('suket')
  expect(eventsOf(station.read, letter.id).map(({ act }) => act)).toEqual(['issue', 'withdraw'])
  const { qr } = stateOf(letter.id)!
  expect(verifyHere(station, qr)).toMatchObject({
    verdict: 'withdrawn',
    state: 'withdrawn',
    endReason: 'Rekaman dibatalkan: orang yang salah',
  })
  await expect(renewSuket(station, letter.id)).rejects.toMatchObject({ code: 'SUKET-STATE' })
  await expect(issueSuket(station, recording)).rejects.toMatchObject({ code: 'SUKET-CANCELLED' })
  await expect(
    printSukets(station, { ids: [letter.id], printer: 'p', tray: null, copies: 1 }),
  ).rejects.toMatchObject({ code: 'SUKET-STATE' })
})

it('leaves the letter of another recording of the same person, and one that had ended before', async () => {
  const { station } = open
  const first = await issueSuket(station, recording)
  await amendRecording(station, recording, CANCELLATION)
  const again = await recorded(open, sampleBiodata(1))
  const second = await issueSuket(station, again)
  expect(second.number).not.toBe(first.number)
  expect(await station.write.transaction((tx) => withdrawCancelled(tx, station))).toEqual([])
  expect(stateOf(second.id)).toMatchObject({ state: 'issued' })
})

it('stands as it was while the cancellation is not sealed', async () => {
  const { station } = open
  const letter = await issueSuket(station, recording)
  const gone = { ...station, paths: { ...station.paths, folder: '/nonexistent' } }
  await expect(amendRecording(gone, recording, CANCELLATION)).rejects.toMatchObject({
    code: 'ENROLMENT-SEAL-FAILED',
  })
  expect(stateOf(letter.id)).toMatchObject({ state: 'issued', ended_at: null })
  // The same words again seal what was left open.
  await amendRecording(station, recording, CANCELLATION)
  expect(stateOf(letter.id)).toMatchObject({ state: 'withdrawn' })
})

it('is withdrawn at the next opening where a merge brought the cancellation', async () => {
  const letter = await issueSuket(open.station, recording)
  await open.station.write.transaction((tx) => addCancellation(tx, recording, letter.issuedAt))
  expect(stateOf(letter.id)).toMatchObject({ state: 'issued' })
  const station = open.reopen()
  await startSuketService(station)()
  expect(stateOf(letter.id)).toMatchObject({
    state: 'withdrawn',
    end_reason: 'Rekaman dibatalkan: orang lain',
  })
})
