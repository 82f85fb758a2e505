import { head, type ManualPage, steps, text } from './part.ts'

export const beginRecording: ManualPage = {
  chapter: 'desk',
  title: { id: 'Memulai perekaman', en: 'Beginning a recording' },
  picture: 'begin-recording',
  parts: [
    steps(
      ['F3, lalu ketik atau pindai NIK.', 'F3, then type or scan the NIK.'],
      [
        'Tanpa NIK: F9 mencari orangnya di daftar penduduk, dengan nama atau tanggal lahir; nomor antreannya ikut.',
        "Without a NIK: F9 looks the person up in the residents' list, by name or birth date; the number of the queue goes along.",
      ],
      [
        'Rekam membaca tanggal lahir dan jenis kelamin dari NIK; cocokkan dengan orangnya.',
        'Rekam reads birth date and sex from the NIK; compare them with the person.',
      ],
      ['F10 mulai merekam.', 'F10 begins the recording.'],
    ),
    head('Sudah pernah direkam', 'Recorded before'),
    text(
      'Rekam mengatakannya dan tidak mengubah apa-apa. Buka rekaman lama, atau pilih alasan merekam ulang. Bila pusat data sudah memilikinya, hanya penyelia yang dapat memulai lagi.',
      'Rekam says so and changes nothing. Open the old recording, or choose a reason to record again. Where the data centre has it, only a supervisor may begin again.',
    ),
    head('Ada titipan', 'A parked one'),
    text('F10 melanjutkannya dari langkah terakhir.', 'F10 goes on with it at its last step.'),
    head('Pindahan', 'People who moved'),
    text(
      'NIK tidak berubah karena pindah. Yang sudah direkam di daerah asal dicatat sebagai tidak direkam lagi.',
      'A NIK does not change by moving. Who was recorded before is noted as not recorded again.',
    ),
  ],
}
