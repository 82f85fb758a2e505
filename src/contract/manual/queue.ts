import { head, type ManualPage, steps, text } from './part.ts'

export const queue: ManualPage = {
  chapter: 'desk',
  title: { id: 'Antrean', en: 'Queue' },
  picture: 'queue',
  parts: [
    steps(
      [
        'F7 mengambil nomor untuk yang datang: nama, keperluan, dan bila perlu didahulukan (hamil, lansia, disabilitas).',
        'F7 takes a number for who comes: name, purpose, and priority where there is one (pregnant, elderly, disabled).',
      ],
      [
        'F10 memanggil yang berikutnya. Yang tidak hadir dipanggil lagi kemudian.',
        'F10 calls the next one. Who is absent is called again later.',
      ],
      [
        'Perekaman dibuka dari nomor yang dipanggil; nomor selesai dengan sendirinya setelah disegel.',
        'The recording is opened from the number that was called; the number ends by itself once it is sealed.',
      ],
    ),
    head('Pulang tanpa direkam', 'Gone without a recording'),
    text(
      'Akhiri nomor dengan alasannya. Yang pindah dan sudah direkam di daerah asal tidak direkam lagi: rekaman kedua akan menjadi data ganda.',
      'End the number with its reason. Who moved and was recorded before is not recorded again: a second recording would be a duplicate.',
    ),
    text(
      'Nomor yang masih terbuka ikut ke hari berikutnya.',
      'Numbers that are still open go on into the next day.',
    ),
  ],
}
