/**
 * Which personal data a station takes, where it lies, who can read it, and when it goes: what a Dinas needs for its impact assessment (DPIA, UU 27/2022 art. 34 and
 * 35). One source for the window (settings, personal data) and `rekam audit data-flow`; a test holds the tables against the program. It says what the program does.
 */
import type { Words } from './words.ts'

export const DATA_FLOW_COLUMNS = ['step', 'data', 'where', 'who', 'until'] as const
export type DataFlowColumn = (typeof DATA_FLOW_COLUMNS)[number]
export type DataFlowRow = Readonly<Record<DataFlowColumn, Words>>

export const DATA_FLOW_HEADS: DataFlowRow = {
  step: { id: 'Langkah', en: 'Step' },
  data: { id: 'Data pribadi', en: 'Personal data' },
  where: { id: 'Letaknya', en: 'Where it lies' },
  who: { id: 'Yang dapat membaca', en: 'Who can read it' },
  until: { id: 'Sampai', en: 'Until' },
}

const RETENTION: Words = {
  id: 'masa simpan profil Dinas berakhir: dimusnahkan dengan berita acara',
  en: "the retention in the Dinas' profile ends: destroyed, with a record",
}
const DESK: Words = { id: 'petugas dan penyelia', en: 'operators and the supervisor' }
const STORE: Words = { id: 'basis data stasiun, terenkripsi', en: "the station's database, encrypted" }

export const DATA_FLOW: readonly DataFlowRow[] = [
  {
    step: { id: 'antrean', en: 'queue' },
    data: { id: 'nama, NIK, telepon', en: 'name, NIK, telephone' },
    where: STORE,
    who: DESK,
    until: RETENTION,
  },
  {
    step: { id: 'perekaman berjalan', en: 'draft' },
    data: {
      id: 'biodata, sidik jari, iris, foto, tanda tangan, berkas pindaian',
      en: 'biodata, fingerprints, irises, photo, signature, scanned papers',
    },
    where: {
      id: 'basis data; tangkapan di bawah kunci perekaman itu sendiri',
      en: 'database; captures under a key of the draft',
    },
    who: DESK,
    until: {
      id: 'disegel atau dibuang; kuncinya ikut terhapus',
      en: 'sealed or discarded; the key goes with it',
    },
  },
  {
    step: { id: 'paket tersegel', en: 'sealed packet' },
    data: {
      id: 'semua isi perekaman, perubahannya, catatannya',
      en: 'all of the draft, what was amended, its audit',
    },
    where: { id: 'packets/, satu berkas per paket, age', en: 'packets/, one age file each' },
    who: {
      id: 'pusat data dan kunci pemulihan Dinas; BUKAN stasiun',
      en: 'the data centre and the recovery key of the Dinas; NOT the station',
    },
    until: {
      id: 'tanda terima akhir, masa simpan, dan dua salinan terbukti',
      en: 'final receipt, retention, and two proven copies',
    },
  },
  {
    step: { id: 'register', en: 'register' },
    data: {
      id: 'biodata, foto paling besar 40 KB, Suket, kartu',
      en: 'biodata, a photo of at most 40 KB, letters, cards',
    },
    where: STORE,
    who: DESK,
    until: RETENTION,
  },
  {
    step: { id: 'audit', en: 'audit' },
    data: {
      id: 'siapa, kapan, apa; nilai lama dan baru tersegel per perkara',
      en: 'who, when, what; old and new values sealed per case',
    },
    where: STORE,
    who: {
      id: 'penyelia dan administrator; di disk hanya kunci pemulihan',
      en: 'supervisor and administrator; on disks the recovery key alone',
    },
    until: {
      id: 'rantai tetap; kunci nilai dimusnahkan bersama datanya',
      en: 'the chain stays; keys of values are destroyed with the data',
    },
  },
  {
    step: { id: 'daftar penduduk', en: 'resident list' },
    data: {
      id: 'NIK, KK, nama, kelahiran, kelamin, ibu, alamat',
      en: 'NIK, family card, name, birth, sex, mother, address',
    },
    where: {
      id: 'residents.db, kunci yang sama; tidak di disk',
      en: 'residents.db, the same key; on no disk',
    },
    who: DESK,
    until: {
      id: 'daftar berikutnya menggantinya, atau masa simpan berakhir',
      en: 'the next list replaces it, or the retention ends',
    },
  },
  {
    step: { id: 'disk cadangan', en: 'backup disk' },
    data: {
      id: 'paket; register, akun, audit tersegel; perekaman dititip tersegel',
      en: 'packets; register, accounts and audit sealed; parked drafts sealed',
    },
    where: { id: 'pasangan disk', en: 'pairs of disks' },
    who: {
      id: 'paket: seperti di atas; keadaan: kata sandi penyelia atau kunci pemulihan',
      en: "packets: as above; state: the supervisor's passphrase or the recovery key",
    },
    until: {
      id: 'volume dihapus atau disk dimusnahkan; yang kembali darinya dimusnahkan lagi',
      en: 'the volume is pruned or the disk destroyed; what comes back from it is destroyed again',
    },
  },
  {
    step: { id: 'pengiriman', en: 'sending' },
    data: { id: 'paket tersegel', en: 'sealed packets' },
    where: { id: 'jalur ke MMU dan DRC Batam', en: 'the line to MMU and DRC Batam' },
    who: { id: 'pusat data', en: 'the data centre' },
    until: { id: 'aturan pusat data', en: "the centre's own rules" },
  },
  {
    step: { id: 'ekspor manual', en: 'bag' },
    data: { id: 'paket tersegel', en: 'sealed packets' },
    where: {
      id: 'disk dan kurir; surat pengantar tanpa nama penduduk',
      en: 'a drive and a courier; the letter names no resident',
    },
    who: { id: 'pusat data', en: 'the data centre' },
    until: { id: 'tanda terima kembali', en: 'the receipt came' },
  },
  {
    step: { id: 'Suket', en: 'letter' },
    data: { id: 'nama, NIK, kelahiran, foto, QR', en: 'name, NIK, birth, photo, QR' },
    where: { id: 'kertas, pencetak', en: 'paper, printer' },
    who: { id: 'pemegangnya', en: 'whoever holds it' },
    until: { id: 'milik penduduk', en: "the resident's" },
  },
  {
    step: { id: 'akses penduduk', en: 'subject access' },
    data: {
      id: 'data seorang penduduk, perbuatan, nilai lama dan baru',
      en: "one resident's data, acts, old and new values",
    },
    where: {
      id: 'PDF dan berkas yang disimpan penyelia, tidak terenkripsi',
      en: 'a PDF and a file that the supervisor saves, not encrypted',
    },
    who: { id: 'pemegang berkas', en: 'whoever has the file' },
    until: {
      id: 'diserahkan; register permintaan mengikuti masa simpan',
      en: 'handed over; the register of requests follows the retention',
    },
  },
]

/** Tables that travel to backup disks, by what they hold. */
export const REPLICATED_DATA: readonly { readonly what: Words; readonly tables: readonly string[] }[] = [
  {
    what: { id: 'Data pribadi penduduk', en: 'Personal data of residents' },
    tables: [
      'recording',
      'recording_photo',
      'recording_exception',
      'queue_ticket',
      'suket',
      'suket_event',
      'card',
      'quarantine',
      'access_request',
    ],
  },
  {
    what: {
      id: 'Tersegel, hanya kunci pemulihan yang membuka',
      en: 'Sealed: only the recovery key opens them',
    },
    tables: ['audit_value', 'audit_key'],
  },
  {
    what: { id: 'Nama petugas', en: 'Names of staff' },
    tables: [
      'account',
      'audit',
      'audit_gone',
      'destruction',
      'retention_act',
      'disk',
      'disk_loss',
      'disk_alarm',
      'day_check',
    ],
  },
  {
    what: {
      id: 'Paket, dengan kode yang tidak menyebut orang',
      en: 'About packets, by ids that name nobody',
    },
    tables: [
      'copy',
      'purged',
      'upload_item',
      'receipt',
      'post_receipt',
      'bag',
      'bag_item',
      'bag_order',
      'bag_refusal',
      'bag_event',
      'recording_status',
      'card_visit',
      'print_grant',
      'erased',
    ],
  },
  {
    what: { id: 'Mesin dan kunci', en: 'Machines and keys' },
    tables: [
      'epoch',
      'epoch_source',
      'profile',
      'register',
      'register_gap',
      'disk_commit',
      'volume_check',
      'disk_check',
      'site',
      'site_log',
      'notice',
      'drill',
      'blank_entry',
    ],
  },
]

export const DATA_FLOW_NOTES: readonly Words[] = [
  {
    id: 'Jendela menunjukkan apa yang boleh dilihat akunnya; daftar menyamarkan NIK; membuka seseorang dan bertanya kepada audit tentang seseorang tercatat di audit.',
    en: 'The window shows what its account may see; lists mask the NIK; opening a person and asking the audit about one is itself in the audit.',
  },
  {
    id: 'Disk hilang: laporkan di Cadangan; laporannya menyebut setiap paket di disk itu dan kepada kunci mana ia terenkripsi.',
    en: 'A lost disk: report it on Backups; the report names every packet on it and to which keys it is encrypted.',
  },
  {
    id: 'Komputer hilang: tidak ada satu berkas pun di dalamnya yang membuka basis data sendirian.',
    en: 'A lost computer: no file on it opens the database alone.',
  },
  {
    id: 'Yang tidak ada: catatan (log), penolakan dan nama berkas tidak memuat data pribadi; tidak ada telemetri.',
    en: 'What there is not: logs, refusals and file names carry no personal data; there is no telemetry.',
  },
]
