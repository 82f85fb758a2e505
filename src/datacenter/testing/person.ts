import type { PacketMember } from '../../formats/packet/members.ts'
import { utf8 } from '../../lib/bytes.ts'

/** Who a sample packet is of. Everything is person `n`'s unless told. */
export interface SamplePerson {
  readonly n: number
  /** Whose NIK. */
  readonly nik?: number
  /** Whose name, birth date and mother. */
  readonly person?: number
  /** Whose fingers; 0 for none. */
  readonly fingers?: number
  /** One finger of this other person among one's own. */
  readonly oneFinger?: number
  readonly exceptions?: boolean
  readonly wrongDate?: boolean
  readonly supersedes?: string
}

const WORDS = ['SATU', 'DUA', 'TIGA', 'EMPAT', 'LIMA', 'ENAM', 'TUJUH', 'DELAPAN', 'SEMBILAN', 'NOL']

export const sampleNik = (n: number): string => `527201170385${String(n).padStart(4, '0')}`

const nameOf = (n: number) => `CONTOH ${Array.from(String(n), (digit) => WORDS[Number(digit)]).join(' ')}`
const json = (value: unknown) => utf8(`${JSON.stringify(value)}\n`)

/** The members of a recording. The same person's name comes with its words in another order when it is another's packet. */
export function membersOf(of: SamplePerson): PacketMember[] {
  const { n, nik = n, person = n, fingers = n, oneFinger, exceptions = false, wrongDate = false } = of
  const name = person === n ? nameOf(n) : nameOf(person).split(' ').toReversed().join(' ')
  const biodata = {
    nik: sampleNik(nik),
    nama: name,
    tanggalLahir: wrongDate ? '1990-01-01' : '1985-03-17',
    jenisKelamin: '1',
    namaIbu: `CONTOH IBU ${WORDS[person % 10]}`,
  }
  const finger = (name_: string, whose: number) => ({
    name: `finger-${name_}.png`,
    media: 'image/png',
    data: utf8(`finger ${name_} of ${whose}`),
  })
  return [
    { name: 'biodata.json', media: 'application/json', data: json(biodata) },
    ...(fingers === 0
      ? []
      : [
          finger('left-index', fingers),
          finger('right-index', oneFinger ?? fingers),
          finger('right-thumb', fingers),
        ]),
    ...(exceptions
      ? [{ name: 'capture.json', media: 'application/json', data: json({ exceptions: [{ slot: 'x' }] }) }]
      : []),
  ]
}
