import { command, head, type ManualPage, safe, steps, text } from './part.ts'

export const practice: ManualPage = {
  chapter: 'begin',
  title: { id: 'Latihan', en: 'Practice' },
  picture: 'practice',
  parts: [
    text(
      'Latihan adalah stasiun tiruan di folder tersendiri: kamera, pemindai jari dan iris, disk USB, pencetak dan Dinas semuanya tiruan. Pita di atas setiap layar, juga layar penduduk, dan tulisan di atas setiap kertas mengatakannya.',
      "Practice is a pretended station in a folder of its own: camera, finger and iris scanners, USB disks, printer and Dinas are all pretended. A band over every screen, the resident's too, and words across every paper say so.",
    ),
    steps(
      [
        'Di komputer baru: tombol 3. Di pintu yang terkunci: F9, **Latihan**. Stasiun yang terbuka dikunci dahulu (Ctrl+L).',
        'On a new computer: key 3. At the locked door: F9, **Practice**. An open station is locked first (Ctrl+L).',
      ],
      [
        'Masuk sebagai operator, penyelia, teknisi atau administrator; kata sandi semuanya latihan1.',
        'Sign in as operator, penyelia, teknisi or administrator; the password of all is latihan1.',
      ],
      [
        'Rekam, terbitkan Suket, cetak, cadangkan ke disk latihan: tombolnya sama dengan yang sebenarnya. Pakai NIK karangan, misalnya 5272011703850001.',
        'Record, issue a Suket, print, back up to the practice disks: the keys are those of the real thing. Use an invented NIK, for instance 5272011703850001.',
      ],
      [
        'F12: **Akhiri latihan** (F10) kembali ke stasiun yang sebenarnya dan menyimpan latihan; **Ulang dari awal** (F9) membuang semua yang dilatih.',
        'F12: **End the practice** (F10) goes back to the real station and keeps the practice; **Begin anew** (F9) throws away all that was practised.',
      ],
    ),
    head('Apa yang tiruan', 'What is pretended'),
    text(
      'Kertas yang dicetak menjadi PDF di folder practice/files/kertas. Disk latihan adalah folder di practice/drives. Pengiriman ke pusat data tidak dilakukan dan layar mengatakannya; ekspor manual dapat dicoba.',
      'Printed papers become PDFs in the folder practice/files/kertas. Practice disks are folders in practice/drives. Nothing is sent to the data centre and the screen says so; manual export can be tried.',
    ),
    text(
      'Bila komputer mati di tengah latihan, Rekam berikutnya membuka stasiun yang sebenarnya. Latihan masih ada dan dibuka lagi lewat pintu.',
      'If the computer goes off in the middle of practice, the next start opens the real station. The practice is still there and is opened again at the door.',
    ),
    safe(
      'Latihan tidak membaca atau menulis apa pun di luar foldernya, tidak mengirim apa pun, dan Suket atau bukti dari latihan tidak berlaku: setiap pemeriksaan menyebutnya latihan.',
      'Practice reads and writes nothing outside of its folder, sends nothing, and a Suket or proof from practice counts nowhere: every check calls it practice.',
    ),
    head('Di terminal', 'In the terminal'),
    text(
      'Perintah lain memakai folder station di dalamnya. --reset membuang latihan itu dahulu.',
      'Other commands take the folder station in it. --reset throws that practice away first.',
    ),
    command('practice --folder DIR'),
  ],
}
