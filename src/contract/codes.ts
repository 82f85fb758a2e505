/**
 * The official code lists of biodata (form F-1.01 of Permendagri 109/2019), in their order.
 *
 * The titles are official; the numbers could not be verified in a rule and follow public implementations, so nothing
 * but these lists may know a number: what is stored and sent is the code as text, and a centre that numbers otherwise
 * is served by a table at that border. Occupations stand in `occupations.ts`.
 */
import { codeList } from './code-list.ts'

export const AGAMA = codeList([
  { code: '1', id: 'Islam', en: 'Islam' },
  { code: '2', id: 'Kristen', en: 'Protestant Christianity' },
  { code: '3', id: 'Katholik', en: 'Catholicism', aliases: ['Katolik'] },
  { code: '4', id: 'Hindu', en: 'Hinduism' },
  { code: '5', id: 'Budha', en: 'Buddhism', aliases: ['Buddha'] },
  { code: '6', id: 'Khonghucu', en: 'Confucianism', aliases: ['Konghucu'] },
  {
    code: '7',
    id: 'Kepercayaan terhadap Tuhan YME',
    en: 'Belief in the One Almighty God',
    aliases: ['Kepercayaan', 'Kepercayaan terhadap Tuhan Yang Maha Esa'],
  },
])

export const JENIS_KELAMIN = codeList([
  { code: '1', id: 'Laki-laki', en: 'Male', aliases: ['L', 'LK', 'Pria'] },
  { code: '2', id: 'Perempuan', en: 'Female', aliases: ['P', 'PR', 'Wanita'] },
])

export const KEWARGANEGARAAN = codeList([
  { code: '1', id: 'WNI', en: 'Indonesian citizen', aliases: ['Warga Negara Indonesia'] },
  { code: '2', id: 'WNA', en: 'Foreign national', aliases: ['Warga Negara Asing'] },
])

/**
 * `card` is the word on the card and the Suket, which do not say whether a marriage is recorded. For the same reason
 * KAWIN and CERAI HIDUP alone are no aliases: which of two codes is meant cannot be told from them.
 */
export const STATUS_PERKAWINAN = codeList([
  { code: '1', id: 'Belum Kawin', en: 'Single', card: 'BELUM KAWIN' },
  { code: '2', id: 'Kawin Tercatat', en: 'Married, recorded', card: 'KAWIN' },
  { code: '3', id: 'Kawin Belum Tercatat', en: 'Married, not recorded', card: 'KAWIN' },
  { code: '4', id: 'Cerai Hidup Tercatat', en: 'Divorced, recorded', card: 'CERAI HIDUP' },
  { code: '5', id: 'Cerai Hidup Belum Tercatat', en: 'Divorced, not recorded', card: 'CERAI HIDUP' },
  { code: '6', id: 'Cerai Mati', en: 'Widowed', card: 'CERAI MATI' },
])

/** The card shows `-` where the group is not known. */
export const GOLONGAN_DARAH = codeList([
  { code: '1', id: 'A', en: 'A' },
  { code: '2', id: 'B', en: 'B' },
  { code: '3', id: 'AB', en: 'AB' },
  { code: '4', id: 'O', en: 'O' },
  { code: '5', id: 'A+', en: 'A+' },
  { code: '6', id: 'A-', en: 'A-' },
  { code: '7', id: 'B+', en: 'B+' },
  { code: '8', id: 'B-', en: 'B-' },
  { code: '9', id: 'AB+', en: 'AB+' },
  { code: '10', id: 'AB-', en: 'AB-' },
  { code: '11', id: 'O+', en: 'O+' },
  { code: '12', id: 'O-', en: 'O-' },
  { code: '13', id: 'Tidak tahu', en: 'Not known', card: '-', aliases: ['-'] },
])

/** Status hubungan dalam keluarga: relation to the head of the family. */
export const SHDK = codeList([
  { code: '1', id: 'Kepala Keluarga', en: 'Head of family' },
  { code: '2', id: 'Suami', en: 'Husband' },
  { code: '3', id: 'Istri', en: 'Wife', aliases: ['Isteri'] },
  { code: '4', id: 'Anak', en: 'Child' },
  { code: '5', id: 'Menantu', en: 'Child-in-law' },
  { code: '6', id: 'Cucu', en: 'Grandchild' },
  { code: '7', id: 'Orang Tua', en: 'Parent' },
  { code: '8', id: 'Mertua', en: 'Parent-in-law' },
  { code: '9', id: 'Famili Lain', en: 'Other relative' },
  { code: '10', id: 'Pembantu', en: 'Domestic worker' },
  { code: '11', id: 'Lainnya', en: 'Other' },
])

export const PENDIDIKAN = codeList([
  { code: '1', id: 'Tidak/Belum Sekolah', en: 'No schooling yet' },
  {
    code: '2',
    id: 'Belum Tamat SD',
    en: 'Primary school, not finished',
    aliases: ['Belum Tamat SD/Sederajat'],
  },
  { code: '3', id: 'Tamat SD', en: 'Primary school', aliases: ['Tamat SD/Sederajat'] },
  { code: '4', id: 'SLTP', en: 'Lower secondary school', aliases: ['SLTP/Sederajat'] },
  { code: '5', id: 'SLTA', en: 'Upper secondary school', aliases: ['SLTA/Sederajat'] },
  { code: '6', id: 'Diploma I/II', en: 'One or two-year diploma' },
  {
    code: '7',
    id: 'Akademi/DIII/S.Muda',
    en: 'Three-year diploma',
    aliases: ['Akademi/Diploma III/S. Muda'],
  },
  { code: '8', id: 'DIV/S-I', en: 'Four-year diploma or bachelor', aliases: ['Diploma IV/Strata I'] },
  { code: '9', id: 'S-II', en: 'Master', aliases: ['Strata II'] },
  { code: '10', id: 'S-III', en: 'Doctorate', aliases: ['Strata III'] },
])

export const CACAT = codeList([
  { code: '1', id: 'Fisik', en: 'Physical' },
  { code: '2', id: 'Netra/Buta', en: 'Blind' },
  { code: '3', id: 'Rungu/Wicara', en: 'Deaf or mute' },
  { code: '4', id: 'Mental/Jiwa', en: 'Mental' },
  { code: '5', id: 'Fisik & Mental', en: 'Physical and mental' },
  { code: '6', id: 'Lainnya', en: 'Other' },
  { code: '7', id: 'Tidak Cacat', en: 'None' },
])
