import { z } from 'zod'
import { done, empty, instant, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { sentences } from './sentences.ts'

export const bagSchema = z.object({
  id: idSchema,
  seq: z.number(),
  madeAt: instant,
  folder: z.string(),
  packets: z.number(),
  bytes: z.number(),
  /** Print orders and results that it carries, and those of them that still wait for a site's word. */
  orders: z.number(),
  ordersOpen: z.number(),
  /** interrupted: cut off while it was written, and its drive is not here to tell. unused: cut off, and no bag. */
  state: z.enum(['interrupted', 'unused', 'made', 'handed-over', 'arrived', 'answered', 'lost']),
  answered: z.number(),
  /** Packets that a site refused and that have no receipt; print orders and results, where a bag of nothing else was refused. */
  refused: z.number(),
  /** Which part of an export on several media. */
  part: z.number(),
  /** Packets that waited for a further medium when it was made. */
  more: z.number(),
  handedTo: z.string().nullable(),
  telephone: z.string().nullable(),
  /** Stands still for longer than the Dinas' policy allows: what has to be done, and since when. */
  overdue: z
    .object({ step: z.enum(['interrupted', 'hand-over', 'arrive', 'answer']), since: instant })
    .nullable(),
  letterUrl: z.string(),
})
export type Bag = z.infer<typeof bagSchema>

/** Below this no medium holds a bag. */
export const LEAST_SIZE = 5_000_000

/** What a bag needs besides its packets: letter, manifests, certificates, signature; and each packet beside its bytes: two clusters of exFAT. */
export const AROUND_BAG = 4 << 20
export const AROUND_PACKET = 2 * 128 * 1024

/** Media that bags are made for, and the bytes that surely fit onto one: a stick bears less than its name. */
export const MEDIA = {
  cd: 700_000_000,
  'usb-4': 3_700_000_000,
  'usb-8': 7_400_000_000,
  'usb-16': 14_800_000_000,
  'usb-32': 29_600_000_000,
} as const
export type Medium = keyof typeof MEDIA

/** What a manual export made now would hold; `Before`: under way in a bag already; interrupted: perhaps in one that was cut off, and whose drive is not here. */
export const exportPlanSchema = z.object({
  packets: z.number(),
  bytes: z.number(),
  exportedBefore: z.number(),
  interrupted: z.number(),
  orders: z.number(),
  ordersBefore: z.number(),
  ordersInterrupted: z.number(),
})
export type ExportPlan = z.infer<typeof exportPlanSchema>

/** Bags that stand still for longer than the Dinas' policy allows, and since when the oldest of them does. */
export const overdueBagsSchema = z.object({
  count: z.number().int().nonnegative(),
  oldest: instant.nullable(),
})
export type OverdueBags = z.infer<typeof overdueBagsSchema>

/** A bag that was just made. */
export const madeBagSchema = bagSchema.extend({
  /** Packets that are damaged at this station: they are not in the bag and go on waiting. */
  leftOut: z.array(z.object({ id: idSchema, code: z.string() })),
})
export type MadeBag = z.infer<typeof madeBagSchema>

export const bagEventSchema = z.object({
  at: instant,
  state: bagSchema.shape.state,
  who: z.string().nullable(),
  telephone: z.string().nullable(),
  note: z.string().nullable(),
  /** PNG in base64; null where the letter was signed on paper. */
  signature: z.string().nullable(),
  operator: z.string(),
})
export type BagEvent = z.infer<typeof bagEventSchema>

const line = (max: number) => z.string().trim().min(2).max(max)
const ofBag = { bag: idSchema }

export const exportContract = {
  /** What a manual export made now would hold. */
  plan: procedure.input(empty).output(exportPlanSchema),
  /**
   * Makes a bag of what has no receipt and lies in no other bag, or of `ids`, in a new folder below `folder`; print orders and results go
   * along, and alone where nothing else waits. Exporting again needs a reason.
   */
  make: procedure
    .input(
      z
        .object({
          folder: z.string().min(1).max(4096),
          ids: z.array(idSchema).max(100_000).optional(),
          again: z.string().min(3).max(200).optional(),
          /** No more than so many bytes on this medium, where the folder is filled for a smaller one. */
          size: z.int().min(LEAST_SIZE).optional(),
        })
        .strict(),
    )
    .output(madeBagSchema),
  bags: procedure.input(empty).output(z.array(bagSchema)),
  /** How many of them are overdue: for the lamp of every page. */
  overdue: procedure.input(empty).output(overdueBagsSchema),
  /** Every step of a bag's life, the oldest first. */
  history: procedure.input(z.object(ofBag).strict()).output(z.array(bagEventSchema)),
  /** Writes a bag's delivery letter as a PDF; the drive may be far away. NOT-FOUND, SAVE-PLACE, FILE-EXISTS. */
  saveLetter: procedure
    .input(z.object({ bag: idSchema, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string() })),
  /** Prints it. NOT-FOUND, PRINTER-NONE, and faults of printers. */
  printLetter: procedure
    .input(z.object({ bag: idSchema }).strict())
    .output(done.extend({ printer: z.string() })),
  /** Who took the bag. A second hand-over is another hand on the way. */
  handOver: procedure
    .input(
      z
        .object({
          ...ofBag,
          to: line(100),
          telephone: z.string().regex(/^\+?[0-9][0-9 -]{4,19}$/),
          /** PNG of the taker's signature in base64; absent where the letter was signed on paper. */
          signature: z
            .string()
            .regex(/^iVBORw0KGgo[A-Za-z0-9+/]*={0,2}$/)
            .max(200_000)
            .optional(),
        })
        .strict(),
    )
    .output(bagSchema),
  /** The receiver said that it is there; also of a bag that was thought lost. */
  arrived: procedure.input(z.object({ ...ofBag, who: line(100) }).strict()).output(bagSchema),
  /** A supervisor's: what was in it goes out again. Of an interrupted one: it became no bag. */
  lost: procedure.input(z.object({ ...ofBag, reason: line(200) }).strict()).output(bagSchema),
  /** Reads a receipt bag and marks what it proves, and what of our bag was refused. */
  receipts: procedure.input(z.object({ folder: z.string().min(1).max(4096) }).strict()).output(
    z.object({
      taken: z.number(),
      known: z.number(),
      cards: z.number(),
      notices: z.number(),
      /** Number of a newer profile that came along and waits for an administrator. */
      profile: z.number().nullable(),
      /** Packets of our bag that the site did not take, and that have no receipt. */
      refusals: z.number(),
      refused: z.array(z.object({ path: z.string(), code: z.string() })),
    }),
  ),
}

export const exportSentences = sentences({
  'EXPORT-SUPERVISOR': [
    'Ini hanya boleh dilakukan oleh penyelia.',
    'Tas dan rekaman tidak berubah.',
    'Minta penyelia masuk dengan akunnya, lalu ulangi.',
    'Only a supervisor may do this.',
    'The bag and the recordings have not changed.',
    'Ask a supervisor to log in, then try again.',
  ],
  'EXPORT-STEP': [
    'Langkah itu tidak berlaku lagi untuk tas ini ({state}).',
    'Catatan tas tidak berubah.',
    'Muat ulang daftar ekspor dan lihat keadaan tas.',
    'That step no longer applies to this bag ({state}).',
    'The record of the bag has not changed.',
    'Reload the list of exports and look at its state.',
  ],
  'EXPORT-SMALL': [
    'Ruang di drive ini, atau ukuran medianya, tidak cukup untuk satu paket, atau untuk tas itu sendiri.',
    'Tidak ada yang ditulis; semua rekaman tetap di antrean.',
    'Kosongkan drive itu, pakai drive lain, atau pilih media yang lebih besar.',
    'The room on this drive, or the size of the medium, is not enough for a single packet, or for the bag itself.',
    'Nothing was written; all recordings go on waiting.',
    'Free that drive, take another one, or choose a larger medium.',
  ],
  'EXPORT-HELD': [
    '{count} rekaman menunggu persetujuan penyelia atas pengecualiannya.',
    'Tidak ada yang ditulis; rekaman tetap aman di sini.',
    'Minta persetujuan penyelia di halaman rekaman itu, lalu ulangi.',
    "{count} {count, recording waits|recordings wait} for the supervisor's approval of {count, its|their} exceptions.",
    'Nothing was written; the recordings are safe here.',
    'Ask the supervisor to approve them on the page of the recording, then try again.',
  ],
  'EXPORT-NOTHING': [
    'Tidak ada rekaman atau pesanan kartu yang menunggu dikirim.',
    'Tidak ada yang ditulis.',
    'Untuk mengekspor ulang, sebutkan alasannya.',
    'No recording and no print order is waiting to be sent.',
    'Nothing was written.',
    'To export again, give a reason.',
  ],
  'EXPORT-AGAIN': [
    '{count} rekaman atau pesanan kartu sudah pernah diekspor dan belum dijawab.',
    'Tidak ada yang ditulis.',
    'Sebutkan alasan mengekspor ulang.',
    '{count} {count, recording or print order was|recordings or print orders were} exported before and {count, is|are} not answered yet.',
    'Nothing was written.',
    'Give the reason for exporting again.',
  ],
  'EXPORT-INTERRUPTED': [
    '{count} rekaman atau pesanan kartu yang menunggu mungkin sudah ada di tas yang terputus saat dibuat.',
    'Tidak ada yang ditulis; semuanya tetap di antrean.',
    'Pasang drive tas itu: Rekam memeriksanya sendiri. Untuk tidak menunggu drive itu, sebutkan alasan mengekspor ulang.',
    'The {count} {count, recording or print order that waits|recordings or print orders that wait} may lie in a bag that was cut off while it was written.',
    'Nothing was written; all of it goes on waiting.',
    'Plug in the drive of that bag: Rekam checks it by itself. Not to wait for it, give the reason for exporting again.',
  ],
  'EXPORT-DAMAGED': [
    '{count} paket yang akan dikirim rusak di komputer ini.',
    'Tidak ada tas yang dibuat; paket itu tetap di antrean.',
    'Pulihkan paket dari disk cadangan, lalu ulangi ekspor.',
    'The {count} {count, packet to be sent is|packets to be sent are} damaged on this computer.',
    'No bag was made; the packets go on waiting.',
    'Restore the packets from a backup disk, then export again.',
  ],
  'DECLARE-SITE': [
    'Situs {dead} tidak dapat dinyatakan mati dari sini.',
    'Tidak ada hak cetak yang berpindah.',
    'Sebutkan situs pusat data yang lain (mmu atau batam); pos pengumpul tidak dapat menyatakan apa pun.',
    'Site {dead} cannot be declared dead from here.',
    'No print right has moved.',
    'Name the other site of the data centre (mmu or batam); a collecting post can declare nothing.',
  ],
  'DECLARE-REASON': [
    'Pernyataan ini memerlukan alasan tertulis.',
    'Tidak ada hak cetak yang berpindah.',
    'Tulis dalam satu kalimat apa yang terjadi pada situs itu dan siapa yang memutuskan.',
    'This declaration needs a written reason.',
    'No print right has moved.',
    'Write in one sentence what happened to the site and who decided.',
  ],
  'SITE-ON-DATABASE': [
    'Registrasi situs ini ada di PostgreSQL, bukan di map {dir}.',
    'Tidak ada yang diambil dan tidak ada tanda terima yang diberikan.',
    'Ulangi perintah dengan --database dan alamat yang dipakai saat situs ini dilayani.',
    'The registry of this site is on PostgreSQL, not in the folder {dir}.',
    'Nothing was taken and no receipt was given.',
    'Repeat the command with --database and the address that this site is served with.',
  ],
  'SITE-ON-FILE': [
    'Di map {dir} sudah ada registrasi situs ini (registry.db), jadi basis data lain akan mengulang nomor tanda terima.',
    'Tidak ada yang diambil dan tidak ada tanda terima yang diberikan.',
    'Layani situs ini tanpa --database; bila registry.db bukan registrasi yang sah, simpan berkas itu di tempat lain, lalu ulangi.',
    'The folder {dir} holds a registry of this site already (registry.db): another database would repeat its receipt numbers.',
    'Nothing was taken and no receipt was given.',
    'Serve this site without --database; if registry.db is not its true registry, keep that file elsewhere, then try again.',
  ],
  'SITE-ENDING': [
    'Situs {site} sedang dihentikan, jadi tas ini belum selesai diambil.',
    'Paket yang sudah diambil tetap tersimpan; tas tidak diubah dan media tetap menunggu di daftar.',
    'Jalankan lagi situs ini, lalu ambil tas yang sama sekali lagi.',
    'Site {site} is being stopped, so this bag has not been taken to its end.',
    'Packets that were taken are kept; the bag is unchanged and its medium stays on the list.',
    'Start this site again, then take the same bag once more.',
  ],
  'SITE-DATABASE-SILENT': [
    'Basis data situs ini tidak menjawab.',
    'Tidak ada tanda terima yang diberikan untuk yang tidak tersimpan; stasiun menyimpan paketnya dan mencoba lagi.',
    'Periksa apakah PostgreSQL berjalan dan dapat dihubungi dari komputer ini. Situs melanjutkan sendiri begitu basis data menjawab; perintah ini perlu diulangi.',
    'The database of this site does not answer.',
    'No receipt was given for what is not stored; stations keep their packets and come again.',
    'Check that PostgreSQL runs and can be reached from this computer. The site goes on by itself as soon as it answers; this command has to be repeated.',
  ],
  'DECIDE-FORM': [
    'Keputusan belum lengkap ({field}).',
    'Status kasus tidak diubah.',
    'Isi keputusan, alasan dalam satu kalimat, dan nama yang memutuskan, lalu ulangi.',
    'The decision is not complete ({field}).',
    'The status of the case was not changed.',
    'Give the decision, its reason in one sentence and the name of who decides, then try again.',
  ],
  'DECIDE-ELSEWHERE': [
    'Kasus ini diputuskan di situs {site}, bukan di sini.',
    'Status kasus tidak diubah.',
    'Putuskan di situs {site}; keputusannya sampai di sini dengan sendirinya.',
    'This case is decided at site {site}, not here.',
    'The status of the case was not changed.',
    'Decide at site {site}; the decision comes here by itself.',
  ],
  'DECIDE-CARD': [
    'Kartu ini tidak ada di antara beberapa kartu dari satu rekaman.',
    'Tidak ada yang dicatat; hak cetak tidak berubah.',
    'Muat ulang daftar kasus. Kartu terakhir dari sebuah rekaman hanya dapat dinyatakan rusak oleh stasiunnya.',
    'This card is not among several cards of one recording.',
    'Nothing was noted; the print right has not changed.',
    'Load the list of cases again. The last card of a recording can be called spoilt by its station alone.',
  ],
  'OFFICE-HOURS': [
    'Jam kantor belum lengkap.',
    'Jam kantor yang lama tetap berlaku.',
    'Isi jam buka, jam tutup, dan paling sedikit satu hari; atau kosongkan keduanya bila situs selalu hidup.',
    'The office hours are not complete.',
    'The hours of before go on.',
    'Give when it opens, when it closes and at least one day; or leave both empty where the site is always on.',
  ],
  'FORWARD-POST': [
    'Situs {site} adalah pusat data, bukan pos pengumpul.',
    'Tidak ada yang ditulis atau diambil.',
    'Jalankan perintah ini di pos pengumpul yang memegang paketnya.',
    'Site {site} is the data centre, not a collecting post.',
    'Nothing was written or taken.',
    'Run this at the collecting post that holds the packets.',
  ],
  'GAP-EXPLAIN': [
    'Penjelasan belum lengkap ({field}).',
    'Daftar yang belum tiba tidak berubah.',
    'Sebutkan nomor tas dari daftar itu, apa yang diketahui dalam satu kalimat, dan nama yang mencatat, lalu ulangi.',
    'The explanation is not complete ({field}).',
    'The list of what has not arrived is unchanged.',
    'Give numbers of bags from that list, what is known in one sentence, and the name of who notes it, then try again.',
  ],
  'INTAKE-ARRIVAL': [
    'Catatan kedatangan belum lengkap ({field}).',
    'Tidak ada tas yang dibuka.',
    'Isi nama kurir, jenis medium dan nomor surat jalan, lalu ulangi.',
    'The record of the arrival is not complete ({field}).',
    'No bag was opened.',
    'Give the courier, the medium and the number of the slip, then try again.',
  ],
  'BAG-UNSAFE': [
    'Tas berisi nama berkas yang berbahaya: {path}.',
    'Tidak ada yang diambil dari tas itu.',
    'Minta tas baru dari pengirimnya; laporkan kejadian ini.',
    'The bag holds a dangerous file name: {path}.',
    'Nothing was taken from it.',
    'Ask its sender for a new bag; report this.',
  ],
  'BAG-DAMAGED': [
    'Tas tidak utuh: {why}.',
    'Tidak ada yang diambil dari bagian yang rusak.',
    'Salin ulang dari drive asalnya, atau minta tas baru.',
    'The bag is not whole: {why}.',
    'Nothing was taken from the damaged part.',
    'Copy it again from its drive, or ask for a new bag.',
  ],
  'BAG-UNTRUSTED': [
    'Tas tidak bertanda tangan yang dikenal.',
    'Tidak ada yang diambil dari tas itu.',
    'Periksa asal tas; minta tas baru dari pengirim yang sah.',
    'The bag is not signed by anyone known.',
    'Nothing was taken from it.',
    'Check where the bag comes from; ask the rightful sender for a new one.',
  ],
})
