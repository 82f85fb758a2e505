import { z } from 'zod'
import { empty, instant, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { sentences } from './sentences.ts'

export const bagSchema = z.object({
  id: idSchema,
  seq: z.number(),
  madeAt: instant,
  folder: z.string(),
  packets: z.number(),
  bytes: z.number(),
  state: z.enum(['made', 'handed-over', 'arrived', 'answered', 'lost']),
  answered: z.number(),
  letterUrl: z.string(),
})
export type Bag = z.infer<typeof bagSchema>

/** A bag that was just made. */
export const madeBagSchema = bagSchema.extend({
  /** Packets that are damaged at this station: they are not in the bag and go on waiting. */
  leftOut: z.array(z.object({ id: idSchema, code: z.string() })),
})
export type MadeBag = z.infer<typeof madeBagSchema>

export const exportContract = {
  /** What a manual export made now would hold. */
  plan: procedure
    .input(empty)
    .output(z.object({ packets: z.number(), bytes: z.number(), exportedBefore: z.number() })),
  /** Makes a bag of what has no receipt and lies in no other bag, or of `ids`, in a new folder below `folder`. Exporting again needs a reason. */
  make: procedure
    .input(
      z
        .object({
          folder: z.string().min(1).max(4096),
          ids: z.array(idSchema).max(100_000).optional(),
          again: z.string().min(3).max(200).optional(),
        })
        .strict(),
    )
    .output(madeBagSchema),
  bags: procedure.input(empty).output(z.array(bagSchema)),
  /** Reads a receipt bag and marks what it proves. */
  receipts: procedure.input(z.object({ folder: z.string().min(1).max(4096) }).strict()).output(
    z.object({
      taken: z.number(),
      known: z.number(),
      refused: z.array(z.object({ path: z.string(), code: z.string() })),
    }),
  ),
}

export const exportSentences = sentences({
  'EXPORT-NOTHING': [
    'Tidak ada rekaman yang menunggu dikirim.',
    'Tidak ada yang ditulis.',
    'Untuk mengekspor ulang, sebutkan alasannya.',
    'No recording is waiting to be sent.',
    'Nothing was written.',
    'To export again, give a reason.',
  ],
  'EXPORT-AGAIN': [
    '{count} rekaman sudah pernah diekspor dan belum dijawab.',
    'Tidak ada yang ditulis.',
    'Sebutkan alasan mengekspor ulang.',
    '{count} recordings were exported before and are not answered yet.',
    'Nothing was written.',
    'Give the reason for exporting again.',
  ],
  'EXPORT-DAMAGED': [
    '{count} paket yang akan dikirim rusak di komputer ini.',
    'Tidak ada tas yang dibuat; paket itu tetap di antrean.',
    'Pulihkan paket dari disk cadangan, lalu ulangi ekspor.',
    'The {count} packets to be sent are damaged on this computer.',
    'No bag was made; the packets go on waiting.',
    'Restore the packets from a backup disk, then export again.',
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
