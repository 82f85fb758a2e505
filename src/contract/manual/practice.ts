import { command, head, type ManualPage, safe, steps, text } from './part.ts'

export const practice: ManualPage = {
  chapter: 'begin',
  title: { id: 'Latihan', en: 'Practice' },
  picture: 'practice',
  parts: [
    text(
      'Latihan adalah stasiun tiruan di folder tersendiri: kamera, pemindai jari dan iris, disk USB dan Dinas semuanya tiruan. Pita di atas setiap layar dan tulisan di atas setiap kertas mengatakannya.',
      'Practice is a pretended station in a folder of its own: camera, finger and iris scanners, USB disk and Dinas are all pretended. A band over every screen and words across every paper say so.',
    ),
    steps(
      [
        'Di komputer baru: tombol 3. Di pintu yang terkunci: **Latihan**.',
        'On a new computer: key 3. At the locked door: **Practice**.',
      ],
      [
        'Kata sandi semua akun latihan adalah latihan1.',
        'The password of all practice accounts is latihan1.',
      ],
      [
        'Rekam, terbitkan Suket, cadangkan ke disk tiruan, pulihkan: tombolnya sama dengan yang sebenarnya.',
        'Record, issue a Suket, back up to the pretended disk, restore: the keys are those of the real thing.',
      ],
      [
        '**Ulang dari awal** mengosongkan latihan. **Akhiri latihan** kembali ke stasiun yang sebenarnya.',
        '**Begin anew** empties the practice. **End the practice** goes back to the real station.',
      ],
    ),
    safe(
      'Latihan tidak dapat mengirim ke pusat data, tidak menulis ke disk cadangan yang sebenarnya, dan tidak membuka folder stasiun.',
      'Practice can send nothing to the data centre, writes to no real backup disk, and opens no real station.',
    ),
    head('Di terminal', 'In the terminal'),
    command('practice --folder DIR'),
  ],
}
