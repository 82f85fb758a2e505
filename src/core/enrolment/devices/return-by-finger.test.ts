import { afterEach, expect, test } from 'vitest'
import type { CaptureDevice, Matcher } from '../../ports.ts'
import { completeDraft, openTestStation, sampleCapture, type TestStation } from '../../testing/index.ts'
import { parkDraft } from '../draft/park.ts'
import { captureOf } from '../draft/rows.ts'
import { returnByFinger } from './return-by-finger.ts'

let open: TestStation
afterEach(() => open.close())

const PARKING = { reason: 'anak lelah', phone: '', callOn: null }
const SLOT = 'finger-right-index'

/** A scanner on whose glass a finger lies, and a matcher that says what it is told to; both note what they were asked. */
async function parked(verdict: 'same' | 'different' | null | 'fails', photo = true) {
  const asked: { slots: readonly string[]; compared: number } = { slots: [], compared: 0 }
  const device: CaptureDevice = {
    id: 'contoh',
    kind: 'finger',
    name: 'CONTOH pemindai',
    state: async () => 'ready',
    capture: async ({ slots }) => {
      asked.slots = slots
      return { results: [{ slot: SLOT, image: sampleCapture(SLOT, 77), media: 'image/png', score: 80 }] }
    },
  }
  const matcher: Matcher = {
    compare: async () => {
      asked.compared++
      if (verdict === 'fails') throw new TypeError('fetch failed')
      return verdict
    },
  }
  open = await openTestStation({ devices: [device], matcher })
  const { id } = await completeDraft(open.station, 1)
  if (!photo)
    await open.station.write.transaction((tx) =>
      tx.run("DELETE FROM draft_capture WHERE draft = ? AND slot LIKE 'photo%'", [id]),
    )
  await parkDraft(open.station, id, PARKING)
  return { id, asked }
}

const state = (id: string) => ({
  parked: open.station.read.get<{ parked: string | null }>('SELECT parked FROM draft WHERE id = ?', [id])!
    .parked,
  captures: open.station.read.all('SELECT slot FROM draft_capture WHERE draft = ?', [id]).length,
  finger: Buffer.from(captureOf(open.station.read, id, SLOT)!.bytes).toString('hex'),
})

test('the finger that was kept ties the person beside the photo; what was read again is not kept', async () => {
  const { id, asked } = await parked('same')
  const before = state(id)
  const draft = await returnByFinger(open.station, id, 'right-index')
  expect(asked).toEqual({ slots: [SLOT], compared: 1 })
  expect(draft).toMatchObject({ parked: null, returned: { by: 'operator', tie: 'photo-and-finger' } })
  expect(state(id)).toEqual({ ...before, parked: null })
  // Nothing is read for a recording that is not parked.
  expect(await returnByFinger(open.station, id, 'right-index')).toEqual(draft)
  expect(asked.compared).toBe(1)
})

test('without a photo the finger alone ties them, and nothing is taken again', async () => {
  const { id } = await parked('same', false)
  const { captures } = state(id)
  const draft = await returnByFinger(open.station, id, 'right-index')
  expect(draft.returned).toMatchObject({ tie: 'finger' })
  expect(draft.captures.length).toBeGreaterThan(0)
  expect(state(id).captures).toBe(captures)
})

test.each([
  ['different', 'PARKED-OTHER-FINGER'],
  [null, 'PARKED-FINGER-UNSURE'],
] as const)(
  "a finger that is '%s' changes nothing, and what was said is in the audit",
  async (verdict, code) => {
    const { id } = await parked(verdict)
    const before = state(id)
    await expect(returnByFinger(open.station, id, 'right-index')).rejects.toMatchObject({ code })
    expect(state(id)).toEqual(before)
    expect(open.station.read.all("SELECT actor FROM audit WHERE act = 'draft.finger-compared'")).toEqual([
      { actor: 'operator' },
    ])
  },
)

test('a finger that was never captured, or a matcher that fails, ties nobody', async () => {
  const { id, asked } = await parked('fails')
  const before = state(id)
  await expect(returnByFinger(open.station, id, 'right-index')).rejects.toMatchObject({
    code: 'PARKED-FINGER-UNSURE',
  })
  await open.station.write.transaction((tx) =>
    tx.run('DELETE FROM draft_capture WHERE draft = ? AND slot = ?', [id, 'finger-left-ring']),
  )
  await expect(returnByFinger(open.station, id, 'left-ring')).rejects.toMatchObject({
    code: 'PARKED-FINGER-UNSURE',
  })
  expect(asked.compared).toBe(1)
  expect(state(id).parked).toBe(before.parked)
})
