import type { Words } from './words.ts'

const SIGNATURE: Words = {
  id: 'tanda tangannya tidak cocok',
  en: 'its signature does not match',
}
const UNREADABLE: Words = { id: 'tidak terbaca dari disk', en: 'it cannot be read from the disk' }
const GONE: Words = { id: 'berkasnya tidak ada', en: 'the file is not there' }
const FORMAT: Words = { id: 'isinya tidak dapat dibaca', en: 'its contents make no sense' }
const DAMAGED: Words = { id: 'rusak', en: 'it is damaged' }

/** By the first word of a reason: a short one of the program's own, or the code of a fault. */
const REASONS: Readonly<Record<string, Words>> = {
  missing: GONE,
  'FILE-MISSING': GONE,
  size: { id: 'panjangnya berubah', en: 'its length changed' },
  sha256: { id: 'isinya berubah', en: 'its contents changed' },
  count: {
    id: 'jumlah rekaman di dalamnya tidak cocok',
    en: 'the number of recordings in it does not match',
  },
  index: { id: 'daftar isinya rusak', en: 'its index is damaged' },
  packet: { id: 'satu paket di dalamnya rusak', en: 'a packet in it is damaged' },
  head: { id: 'kepala rantainya berbeda', en: 'another head of the chain' },
  unreadable: UNREADABLE,
  folder: { id: 'foldernya tidak terbaca', en: 'the folder cannot be read' },
  'DISK-IO': UNREADABLE,
  'FILE-IO': UNREADABLE,
  'SIGNATURE-MALFORMED': SIGNATURE,
  'SIGNATURE-UNTRUSTED': SIGNATURE,
  'FORMAT-UNREADABLE': FORMAT,
  'FORMAT-INVALID': FORMAT,
  'STORE-DAMAGED': { id: 'registernya rusak', en: 'the register is damaged' },
}

/** Problems whose code says more than the reason behind it. */
const PROBLEMS: Readonly<Record<string, Words>> = {
  'FOLDER-UNREADABLE': { id: 'foldernya tidak terbaca', en: 'the folder cannot be read' },
  'PACKET-BAD': {
    id: 'tanda tangan paket ini tidak cocok',
    en: "this packet's signature does not match",
  },
  'COMMIT-COPY': {
    id: 'satu dari dua catatannya rusak; yang lain masih utuh',
    en: 'one of its two statements is damaged; the other is whole',
  },
  'COMMIT-SIGNATURE': {
    id: 'tanda tangannya rusak; catatan sesudahnya menjamin isinya',
    en: 'its signature is damaged; the statement after it vouches for it',
  },
  'COMMIT-BAD': { id: 'catatan ini tidak dapat dipercaya', en: 'this statement cannot be believed' },
  'COMMIT-UNFINISHED': {
    id: 'pencadangan yang terputus; tidak ada yang hilang',
    en: 'a backup that was interrupted; nothing was lost',
  },
  'COMMIT-CHAIN': {
    id: 'rantai catatannya terputus di sini',
    en: 'the chain of statements is broken here',
  },
}

/** A reason as the core gives it, in words; one without words of its own is said to be damaged. */
export function damageWords(why: string): Words {
  return REASONS[/^[\w-]+/.exec(why)?.[0] ?? ''] ?? (/^\d+ bytes unreadable/.test(why) ? UNREADABLE : DAMAGED)
}

/** A problem that a verification found, in words. */
export function problemWords({ code, why }: { readonly code: string; readonly why: string }): Words {
  return PROBLEMS[code] ?? damageWords(why)
}
