import { expect, it } from 'vitest'
import { sampleBiodata } from '../testing/sample-draft.ts'
import { corrected } from './corrected.ts'

it('says old and new as they are sealed, and leaves out what changes nothing', () => {
  expect(
    corrected(sampleBiodata, [
      { field: 'tanggalLahir', text: '18-03-1985' },
      { field: 'nama', text: ' contoh   satoe ' },
      { field: 'rt', text: '1' },
      { field: 'alamat', text: '' },
    ]),
  ).toEqual({
    changes: [
      { field: 'tanggalLahir', old: '1985-03-17', new: '1985-03-18' },
      { field: 'nama', old: 'CONTOH SATU', new: 'CONTOH SATOE' },
    ],
    problems: [],
  })
})

it('takes a value away by a dash, where one may be missing', () => {
  const typed = [{ field: 'namaAyah', text: ' – ' }] as const
  expect(corrected({ ...sampleBiodata, namaAyah: 'AYAH' }, typed)).toEqual({
    changes: [{ field: 'namaAyah', old: 'AYAH', new: '' }],
    problems: [],
  })
  const { problems } = corrected(sampleBiodata, [{ field: 'nama', text: '-' }])
  expect(problems.map(({ field }) => field)).toEqual(['nama'])
})

it('names what would be wrong', () => {
  const { problems } = corrected(sampleBiodata, [{ field: 'nik', text: '52720117038500' }])
  expect(problems.map(({ field }) => field)).toEqual(['nik'])
})
