import { type ManualPage, safe, steps, text } from './part.ts'

export const gain: ManualPage = {
  chapter: 'keep',
  title: { id: 'Menggabungkan', en: 'Merging' },
  picture: 'gain',
  parts: [
    text(
      'Stasiun ini mengambil yang belum dimilikinya dari disk, dari salinan cabang, atau dari drive komputer lama.',
      "This station takes what it does not have yet from disks, from a branch, or from an old computer's drive.",
    ),
    steps(
      [
        'Pilih sumbernya; kata sandi sumber hanya bila diminta.',
        'Choose the sources; their password only where it is asked for.',
      ],
      ['Periksa rencananya, lalu **Gabungkan sekarang**.', 'Look at the plan, then **Merge now**.'],
      ['Yang bertentangan dikarantina untuk diputuskan.', 'What contradicts is put aside for a decision.'],
    ),
    safe('Tidak ada milik stasiun ini yang hilang.', 'Nothing of this station is lost.'),
  ],
}
