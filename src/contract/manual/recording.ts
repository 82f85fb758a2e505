import { head, type ManualPage, safe, steps, text } from './part.ts'

export const recording: ManualPage = {
  chapter: 'desk',
  title: { id: 'Merekam', en: 'Recording' },
  picture: 'recording',
  parts: [
    text(
      'Di kiri langkah-langkahnya, di tengah yang sedang dikerjakan, di kanan kartu penduduk dengan yang masih kurang. F10 melanjutkan, Esc kembali selangkah. Semua langsung tersimpan, juga bila listrik padam.',
      "At the left the steps, in the middle what is at hand, at the right the resident's card with what is missing. F10 goes on, Esc goes back a step. Everything is saved at once, also when the power fails.",
    ),
    head('Biodata', 'Biodata'),
    text(
      'Enter ke isian berikutnya. Setelah itu bacakan kepada penduduk: Enter membenarkan satu isian, F10 semuanya. Bila tanggal atau bulan lahir tidak diketahui, ketik 00: 00-00-1950, 00-03-1950. Peringatan tidak menghalangi, tetapi alasannya dicatat.',
      'Enter goes to the next field. Then read it to the resident: Enter confirms a field, F10 all of them. Where day or month of birth are not known, type 00: 00-00-1950, 00-03-1950. Warnings do not stop you, but their reason is written down.',
    ),
    head('Pas foto', 'Photo'),
    steps(
      [
        'Wajah lurus ke kamera, latar polos: merah untuk tahun lahir ganjil, biru untuk tahun genap.',
        'Face straight to the camera, plain background: red for odd years of birth, blue for even years.',
      ],
      [
        'F9 mengambil. Panah menggeser bingkai, + dan - mengubahnya.',
        'F9 takes it. Arrows move the frame, + and - change it.',
      ],
    ),
    head('Tanda tangan', 'Signature'),
    text(
      'Di papan tanda tangan, dengan pena. Yang tidak dapat menulis: **Kecualikan** dengan alasannya.',
      'On the pad, with the pen. Who cannot write: **Except** with the reason.',
    ),
    head('Sidik jari dan iris', 'Fingers and irises'),
    text(
      'F9 untuk tiap kelompok: empat jari kanan, empat jari kiri, kedua jempol, kedua iris. Bila mutunya rendah: bersihkan kaca, keringkan jari, ulangi; setelah tiga kali gambar terbaik dipakai. Jari yang tidak ada atau luka: **Kecualikan**; penyelia yang hadir menyetujuinya dengan F9 saat meninjau, atau kemudian.',
      'F9 for each group: four right fingers, four left, both thumbs, both irises. If the quality is low: clean the glass, dry the fingers, again; after three tries the best is used. A missing or wounded finger: **Except**; a supervisor who is present approves it with F9 in the review, or later.',
    ),
    head('Dokumen', 'Papers'),
    text(
      'F9 memotret KK, atau dari folder pemindai. Setiap halaman PDF dilihat dulu; R memutar, Delete membuang halaman. Boleh menyusul.',
      'F9 photographs the family card, or take it from the scanner folder. Each page of a PDF is seen first; R turns it, Delete drops it. It may follow later.',
    ),
    head('Titip', 'Parking'),
    text(
      'Anak menangis, berkas tertinggal, alat rusak: F8 menitip dengan alasan dan tanggal menghubungi. Tidak ada yang hilang. Saat kembali, bandingkan foto; F9 mencocokkan jarinya.',
      'A child cries, a paper was left at home, a device broke: F8 parks it with reason and the day to call. Nothing is lost. On return compare the photo; F9 compares a finger.',
    ),
    head('Tinjau dan segel', 'Review and seal'),
    text(
      'Penduduk membaca dan menyatakan benar, di layarnya sendiri bila ada. F10 menyegel: sejak itu isi rekaman tidak dapat dibaca atau diubah di komputer ini tanpa kunci, dan salinannya dibuat seketika.',
      'The resident reads and declares it true, on a screen of their own where there is one. F10 seals: from then on it can be neither read nor changed here without a key, and its copy is made at once.',
    ),
    safe(
      '“Boleh pulang” muncul setelah rekaman tersimpan dan terbukti dapat dibuka.',
      '"May go home" appears once the recording is saved and proven to open.',
    ),
  ],
}
