import type { Biodata } from '../../contract/biodata.ts'
import type { Token169 } from '../../formats/claim169/claim169.ts'
import { secondsOf } from './days.ts'
import type { PersonWords } from './letter-data.ts'

/** Claim 169 knows unmarried, married, divorced; a widow's or widower's status is left out. */
const MARITAL: Record<string, Token169['claim']['marital']> = {
  '1': 'unmarried',
  '2': 'married',
  '3': 'married',
  '4': 'divorced',
  '5': 'divorced',
}

export interface TokenInput {
  readonly biodata: Biodata
  readonly words: PersonWords
  readonly issuer: string
  readonly number: string
  readonly issuedOn: string
  readonly expiresOn: string
  readonly zone: string
}

/** What the letter's QR says: valid from the first second of the day of issue to the last of the day of expiry, local time. */
export function tokenOf({ biodata, words, issuer, number, issuedOn, expiresOn, zone }: TokenInput): Token169 {
  const from = secondsOf(issuedOn, zone, 'start')
  return {
    issuer,
    number,
    issuedAt: from,
    notBefore: from,
    expiresAt: secondsOf(expiresOn, zone, 'end'),
    claim: {
      id: biodata.nik,
      fullName: biodata.nama,
      birthDate: biodata.tanggalLahir,
      gender: biodata.jenisKelamin === '1' ? 'male' : 'female',
      address:
        `${biodata.alamat} RT ${biodata.rt}/RW ${biodata.rw}, ${words.village}, ${words.district}`.slice(
          0,
          400,
        ),
      nationality: biodata.kewarganegaraan === '1' ? 'IDN' : (biodata.negara ?? '').slice(0, 40),
      marital: MARITAL[biodata.statusPerkawinan] ?? null,
    },
  }
}
