import { type ManualPage, steps, text } from './part.ts'

export const drill: ManualPage = {
  chapter: 'keep',
  title: { id: 'Uji pemulihan', en: 'Restore drill' },
  picture: 'drill',
  parts: [
    text(
      'Cadangan yang tidak pernah diuji belum tentu cadangan. Uji sebulan sekali.',
      'A backup that was never tried may be none. Try it once a month.',
    ),
    steps(
      ['Pasang disk cadangan, F10: **Uji sekarang**.', 'Plug in the backup disks, F10: **Drill now**.'],
      [
        'Isinya dipulihkan ke folder sementara, dibandingkan dengan stasiun ini, dan dihapus lagi.',
        'They are restored into a folder that is thrown away, and compared with this station.',
      ],
      ['Simpan berita acaranya bertanda tangan.', 'Save the signed report.'],
    ),
  ],
}
