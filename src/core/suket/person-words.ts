import type { Biodata } from '../../contract/biodata.ts'
import { AGAMA, JENIS_KELAMIN, KEWARGANEGARAAN, STATUS_PERKAWINAN } from '../../contract/codes.ts'
import { PEKERJAAN } from '../../contract/occupations.ts'
import type { PersonWords } from './letter-data.ts'

/** Looks a village's or district's name up by its code. */
export type RegionName = (code: string) => string

/** The words that card and Suket print for the codes of a biodata. `nameOf` answers a region's name. */
export function personWords(biodata: Biodata, nameOf: RegionName): PersonWords {
  return {
    sex: JENIS_KELAMIN.cardWord(biodata.jenisKelamin),
    religion: AGAMA.cardWord(biodata.agama),
    marital: STATUS_PERKAWINAN.cardWord(biodata.statusPerkawinan),
    occupation: PEKERJAAN.cardWord(biodata.pekerjaan),
    nationality: KEWARGANEGARAAN.cardWord(biodata.kewarganegaraan),
    village: nameOf(biodata.desaKelurahan),
    district: nameOf(biodata.desaKelurahan.split('.').slice(0, 3).join('.')),
  }
}
