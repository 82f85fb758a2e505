import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Biodata } from '../../../contract/biodata.ts'
import { completeDraft, openTestStation, sampleBiodata, type TestStation } from '../../testing/index.ts'
import { reviewDraft } from './review-draft.ts'
import { sealDraft } from '../seal/seal.ts'
import { decideAlike, showAlike } from './alike.ts'
import { existingDraft } from './edit.ts'
import { confirmBiodata, saveBiodata, setTruth } from './fields.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

/** The n-th sample person's draft, as somebody else. */
async function draftOf(n: number, who: Partial<Biodata>): Promise<string> {
  const { id } = await completeDraft(open.station, n)
  await saveBiodata(open.station, id, who)
  await confirmBiodata(open.station, id, true)
  await setTruth(open.station, id, true)
  return id
}

const blocking = (id: string) =>
  reviewDraft(open.station, open.station.read, existingDraft(open.station.read, id)).blocking

const WHO = { nama: 'MUHAMMAD YUSUF', tanggalLahir: '1985-03-01', namaIbu: 'SITI AMINAH' }

test('one recorded choice for who may be the same person; sealing waits for it, and the packet and the audit hold it', async () => {
  const { recording } = await sealDraft(open.station, await draftOf(1, WHO))
  const id = await draftOf(2, { ...WHO, nama: 'MOH. JUSUF', namaIbu: 'ST. AMINAH' })
  const [alike, ...more] = await showAlike(open.station, id)
  expect(more).toEqual([])
  expect(alike).toMatchObject({
    recording,
    nik: expect.stringContaining('******') as string,
    name: 'MUHAMMAD YUSUF',
    mother: 'SITI AMINAH',
    status: 'BIO_CAPTURED',
    photoUrl: `app://station/recording/${recording}/photo`,
    decided: null,
  })
  const read = open.station.read.all("SELECT subject FROM audit WHERE act = 'recording.compared'")
  expect(read).toEqual([{ subject: recording }])
  expect(blocking(id)).toEqual([{ code: 'ALIKE-UNDECIDED', step: 'biodata' }])
  await expect(sealDraft(open.station, id)).rejects.toMatchObject({ code: 'ENROLMENT-INCOMPLETE' })
  await decideAlike(open.station, id, { recording, choice: 'same-person', reason: 'foto sama' })
  expect(blocking(id)).toEqual([{ code: 'ALIKE-SAME', step: 'biodata' }])
  const draft = await decideAlike(open.station, id, { recording, choice: 'other-person', reason: 'sepupu' })
  expect(draft.alike).toMatchObject([{ recording, choice: 'other-person', reason: 'sepupu', by: 'operator' }])
  expect((await showAlike(open.station, id))[0]!.decided).toMatchObject({ choice: 'other-person' })
  expect(blocking(id)).toEqual([])
  await expect(sealDraft(open.station, id)).resolves.toMatchObject({ proven: true })
})

test('a correction of the name brings the question up, or takes it away', async () => {
  await sealDraft(open.station, await draftOf(1, WHO))
  const id = await draftOf(2, { ...WHO, nama: 'SRI WAHYUNI', namaIbu: 'FATIMAH' })
  expect(blocking(id)).toEqual([])
  await saveBiodata(open.station, id, { nama: 'MOHAMAD YUSUF', namaIbu: 'SITI AMINAH' })
  expect(blocking(id).map(({ code }) => code)).toContain('ALIKE-UNDECIDED')
})

test('what does not exist cannot be decided on, and the same NIK is no look-alike', async () => {
  const id = await draftOf(1, WHO)
  const choice = { choice: 'other-person', reason: 'sepupu' } as const
  await expect(decideAlike(open.station, id, { recording: '0'.repeat(26), ...choice })).rejects.toMatchObject(
    {
      code: 'NOT-FOUND',
    },
  )
  const { recording } = await sealDraft(open.station, id)
  await expect(showAlike(open.station, recording)).rejects.toMatchObject({ code: 'ENROLMENT-SEALED' })
  expect(sampleBiodata(1).namaIbu).not.toBe(sampleBiodata(2).namaIbu)
})
