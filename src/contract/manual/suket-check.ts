import { head, type ManualPage, steps, text } from './part.ts'

export const suketCheck: ManualPage = {
  chapter: 'desk',
  title: { id: 'Memeriksa Suket', en: 'Checking a Suket' },
  picture: 'suket-check',
  parts: [
    steps(
      [
        'Arahkan QR ke kamera, pindai, tempel teksnya, atau buka foto atau PDF surat.',
        'Hold the QR to the camera, scan it, paste its text, or open a photo or PDF of the letter.',
      ],
      [
        'Bacalah putusannya. “asli dan masih berlaku”: cocokkan NIK, nama, dan foto dengan orangnya.',
        'Read the verdict. "genuine and in force": compare NIK, name and photo with the person.',
      ],
      [
        '“diubah”: jangan diterima, simpan suratnya dan beri tahu penyelia.',
        '"altered": do not accept it, keep the letter and tell the supervisor.',
      ],
    ),
    head('Penerbit tidak dikenal', 'Unknown issuer'),
    text(
      'Surat mungkin dari Dinas lain. Tanyakan kepada Dinas penerbitnya.',
      'The letter may be of another Dinas. Ask the Dinas that issued it.',
    ),
  ],
}
