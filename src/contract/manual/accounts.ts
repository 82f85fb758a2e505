import { head, type ManualPage, steps, text } from './part.ts'

export const accounts: ManualPage = {
  chapter: 'office',
  title: { id: 'Akun dan PIN', en: 'Accounts and PINs' },
  picture: 'accounts',
  parts: [
    text(
      'Operator merekam; penyelia juga memutuskan; teknisi menangani disk dan pengiriman tanpa membuka data penduduk; administrator mengurus akun dan audit.',
      'Operators record; supervisors also decide; technicians handle disks and sending without opening residents; administrators handle accounts and the audit.',
    ),
    steps(
      [
        '**Tambah akun** untuk tiap orang: jangan berbagi kata sandi.',
        '**Add an account** for every person: never share a password.',
      ],
      [
        '**Buat PIN** agar kembali ke meja dengan enam angka.',
        '**Make a PIN** to come back to the desk with six digits.',
      ],
      [
        'Petugas yang pergi: **Nonaktifkan**. Namanya tetap pada pekerjaannya.',
        'Who leaves: **Disable**. Their name stays on their work.',
      ],
    ),
    head('Lupa kata sandi', 'A forgotten password'),
    text(
      'Penyelia atau administrator memberi **Kata sandi baru** dari tabel akun.',
      'A supervisor or administrator gives a **New password** from the table.',
    ),
  ],
}
