import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FacingView } from '../../../contract/facing.ts'
import { refuse } from '../../refuse.ts'
import {
  completeDraft,
  openTestStation,
  sampleBiodata,
  sampleCapture,
  type TestStation,
} from '../../testing/index.ts'
import { goTo, saveBiodata, setTruth } from '../draft/fields.ts'
import { approvePhoto } from '../draft/photo-approval.ts'
import { draftRow, draftView } from '../draft/rows.ts'
import { startDraft } from '../draft/start.ts'
import { sealDraft } from '../seal/seal.ts'
import { face, facingState } from './facing.ts'
import { facingHandlers } from './facing-handlers.ts'
import { watchFacing } from './watch.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const turn = (id: string | null) => face(open.station, { id, language: 'id', window: 'as-it-is' })
const draft = (id: string) => draftView(open.station.read, draftRow(open.station.read, id)!)
const { confirm, object, approvePhoto: agree, photo, sign, truth } = facingHandlers
const context = () => ({ context: open.context })
const file = (bytes: Uint8Array, type: string) => new File([new Uint8Array(bytes)], 'x', { type })
const acts = (id: string) =>
  open.station.read.all("SELECT 1 FROM audit WHERE act = 'draft.by-resident' AND subject = ?", [id]).length

describe("the resident's window", () => {
  it('lets who sits there read, agree, sign and state, each in its step, and the audit says that it was them', async () => {
    const { id } = await startDraft(open.station, sampleBiodata(1).nik)
    await turn(id)
    await saveBiodata(open.station, id, sampleBiodata(1))
    await call(confirm, { fields: ['nik', 'nama'] }, context())
    expect(draft(id).confirmedFields).toEqual(['nik', 'nama'])
    const all = Object.keys(sampleBiodata(1)) as 'nik'[]
    await call(confirm, { fields: all }, context())
    expect(draft(id).confirmed).toBe(true)
    await goTo(open.station, id, 'signature')
    const png = file(sampleCapture('signature'), 'image/png')
    const strokes = file(sampleCapture('signature-strokes'), 'application/json')
    await call(sign, { png, strokes }, context())
    expect(draft(id).captures.map(({ slot }) => slot)).toEqual(['signature', 'signature-strokes'])
    await goTo(open.station, id, 'review')
    await call(truth, { truth: true }, context())
    expect(draft(id).truth).toBe(true)
    expect(acts(id)).toBe(4)
  })

  it('shows the photo, and takes a yes or a no to it', async () => {
    const { id } = await completeDraft(open.station, 1)
    await approvePhoto(open.station, id, false)
    await goTo(open.station, id, 'photo')
    await turn(id)
    const { file: shown } = await call(photo, {}, context())
    expect(shown.type).toBe('image/jpeg')
    await call(agree, {}, context())
    expect(draft(id).photoApproved).toBe(true)
    await call(object, { what: 'photo' }, context())
    expect(draft(id)).toMatchObject({ photoApproved: false, truth: false })
    expect(facingState(open.station).objection).toBe('photo')
  })

  it('tells the operator what is wrong until they have left the step', async () => {
    const { id } = await completeDraft(open.station, 1)
    await goTo(open.station, id, 'biodata')
    await turn(id)
    await call(object, { what: 'nama' }, context())
    expect(facingState(open.station)).toMatchObject({ draft: id, objection: 'nama' })
    expect(draft(id)).toMatchObject({ confirmed: false, truth: false })
    await goTo(open.station, id, 'photo')
    expect(facingState(open.station).objection).toBeNull()
    await goTo(open.station, id, 'biodata')
    await saveBiodata(open.station, id, { nama: 'CONTOH BETUL' })
    expect(facingState(open.station).objection).toBeNull()
    await call(object, { what: 'nik' }, context())
    await call(confirm, { fields: ['nik'] }, context())
    expect(facingState(open.station).objection).toBeNull()
  })

  it('answers nothing that its step does not ask, and nothing while no draft is turned to it', async () => {
    const { id } = await completeDraft(open.station, 1)
    await setTruth(open.station, id, false)
    await goTo(open.station, id, 'fingers')
    const all = () => [
      call(confirm, { fields: ['nik'] }, context()),
      call(object, { what: 'nik' }, context()),
      call(agree, {}, context()),
      call(truth, { truth: true }, context()),
    ]
    for (const refused of all()) await expect(refused).rejects.toMatchObject({ code: 'FACING-IDLE' })
    await expect(call(photo, {}, context())).rejects.toMatchObject({ code: 'FACING-IDLE' })
    await turn(id)
    for (const refused of all()) await expect(refused).rejects.toMatchObject({ code: 'FACING-STEP' })
    expect(draft(id).truth).toBe(false)
    expect(acts(id)).toBe(0)
    await expect(face(open.station, { id, language: 'id', window: 'open' })).rejects.toMatchObject({
      code: 'FACING-NOWHERE',
    })
  })

  it('names no draft: another one stays out of reach, whatever the page sends', async () => {
    const mine = await completeDraft(open.station, 1)
    const other = await completeDraft(open.station, 2)
    await goTo(open.station, mine.id, 'review')
    await goTo(open.station, other.id, 'review')
    await setTruth(open.station, other.id, false)
    await turn(mine.id)
    for (const more of [{ id: other.id }, { draft: other.id }])
      await expect(call(truth, { truth: true, ...more }, context())).rejects.toThrow()
    await call(truth, { truth: true }, context())
    expect(draft(other.id).truth).toBe(false)
  })
})

describe('what it shows', () => {
  const stop = () => new AbortController()

  async function next(
    views: AsyncGenerator<FacingView, void>,
    kind: FacingView['kind'],
  ): Promise<FacingView> {
    for (let tries = 0; tries < 20; tries++) {
      const { value } = await views.next()
      if (value?.kind === kind) return value
    }
    throw new Error(`never ${kind}`)
  }

  it('follows the draft, ends in the light of its seal, and shows nobody once the desk rests', async () => {
    const { id } = await completeDraft(open.station, 1)
    await goTo(open.station, id, 'review')
    const end = stop()
    let resting = false
    const desk = {
      ...open.context.desk,
      station: () => {
        if (resting) throw refuse('STATION-LOCKED')
        return open.station
      },
    }
    const views = watchFacing(desk, end.signal)
    expect(await next(views, 'idle')).toEqual({ kind: 'idle' })
    expect(facingState(open.station).open).toBe(true)
    await turn(id)
    expect(await next(views, 'draft')).toMatchObject({
      step: 'review',
      ready: true,
      truth: true,
      village: { name: expect.any(String) as string },
    })
    await sealDraft(open.station, id)
    await turn(null)
    expect(await next(views, 'sealed')).toMatchObject({ seq: 1, safe: false })
    // A disk has it too: the light is green.
    await open.station.write.transaction((tx) => {
      const at = open.ports.now().toISOString()
      tx.run(`INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state)
        VALUES ('d', 'DISK A', 'desk', 'teal', 'meja', '', 'ext4', '${at}', 'paired')`)
      tx.run('INSERT INTO copy VALUES (?, ?, ?, ?, ?)', [id, 'd', 'v', 'L1', at])
    })
    open.station.changed('backup')
    expect(await next(views, 'sealed')).toMatchObject({ seq: 1, safe: true })
    open.ports.clock.advance(10 * 60_000)
    expect(await next(views, 'idle')).toEqual({ kind: 'idle' })
    const { id: second } = await completeDraft(open.station, 2)
    await turn(second)
    await next(views, 'draft')
    resting = true
    expect(await next(views, 'idle')).toEqual({ kind: 'idle' })
    expect(await views.next()).toMatchObject({ done: true })
    expect(facingState(open.station).open).toBe(false)
  })

  it('is nothing of a parked recording', async () => {
    const { id } = await completeDraft(open.station, 1)
    await turn(id)
    const end = stop()
    const views = watchFacing(open.context.desk, end.signal)
    await next(views, 'draft')
    const { parkDraft } = await import('../draft/park.ts')
    await parkDraft(open.station, id, { reason: 'Anak lelah', phone: '', callOn: null })
    expect(await next(views, 'idle')).toEqual({ kind: 'idle' })
    await views.return()
  })
})
