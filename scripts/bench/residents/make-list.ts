// A resident list as a Dinas hands it out: names as they are here, households, villages; the same for the same seed. No person of it exists.
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

const FIRST =
  'Siti Nur Muhammad Ahmad Abdul Sri Dewi Putri Rizki Andi Budi Agus Eko Dwi Tri Ratna Rina Indah Wahyu Fitri Yusuf Ibrahim Hasan Husain Umar Usman Ali Fatimah Aisyah Khadijah Maryam Salma Zainal Arif Irfan Fajar Bayu Dian Lestari Wulan'.split(
    ' ',
  )
const LAST =
  'Aminah Nurhayati Rahmawati Hidayat Kurniawan Saputra Wijaya Santoso Setiawan Prasetyo Nugroho Wibowo Suryadi Hermawan Rahman Hakim Maulana Ramadhan Syahputra Permata Anggraini Puspita Handayani Safitri Maharani Lubis Siregar Nasution Harahap Simanjuntak Tuasikal Pattimura Lewerissa Mokodompit Daeng Karim Basri Malik Yasin Halim'.split(
    ' ',
  )
const VILLAGES =
  'Jatibaru Jatiwangi Melayu Nae Pane Paruga Sarae Tanjung Dara Rabangodu Penanae Rite Kumbe Rontu Sambinae Matakando'.split(
    ' ',
  )

/** Numbers from 0 to 1 that repeat for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const HEADER =
  'NIK,NO_KK,NAMA_LGKP,TMPT_LHR,TGL_LHR,JENIS_KLMIN,NAMA_IBU,ALAMAT,NO_RT,NO_RW,DESA_KELURAHAN'

/** The n-th row of the list, in the order of HEADER. */
export function sampleRow(n: number, chance: () => number): string[] {
  const pick = (from: readonly string[]) => from[Math.floor(chance() * from.length)]!
  const day = 1 + Math.floor(chance() * 28)
  const month = 1 + Math.floor(chance() * 12)
  const year = 1940 + Math.floor(chance() * 75)
  const isWoman = chance() < 0.5
  const two = (value: number) => String(value).padStart(2, '0')
  const district = two(1 + (n % 90))
  const nik = `5272${district}${two(day + (isWoman ? 40 : 0))}${two(month)}${two(year % 100)}`
  const serial = String(1 + (Math.floor(n / 90) % 9999)).padStart(4, '0')
  const middle = chance() < 0.5 ? ` ${pick(FIRST)}` : ''
  return [
    `${nik}${serial}`,
    `5272${district}010110${String(1 + (Math.floor(n / 360) % 9999)).padStart(4, '0')}`,
    `${pick(FIRST)}${middle} ${pick(LAST)}`,
    'Bima',
    `${two(day)}-${two(month)}-${year}`,
    isWoman ? 'P' : 'L',
    `${pick(FIRST)} ${pick(LAST)}`,
    `Jl. Contoh No. ${1 + (n % 200)}`,
    two(1 + (n % 12)),
    two(1 + (n % 6)),
    pick(VILLAGES),
  ]
}

/** Writes a CSV file of so many residents. */
export async function makeList(path: string, rows: number, seed = 7): Promise<void> {
  const chance = chances(seed)
  const file = createWriteStream(path)
  let text = `${HEADER}\n`
  for (let n = 0; n < rows; n++) {
    text += `${sampleRow(n, chance).join(',')}\n`
    if (text.length < 1 << 20) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await once(file, 'finish')
}
