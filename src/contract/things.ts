/** In English, what a refusal says was not found; the code that refuses names it in Indonesian. */
export const THINGS: Readonly<Record<string, string>> = {
  Akun: 'The account',
  'Alat pemindai': 'The scanner',
  'Berita acara': 'The record',
  'Disk yang dilaporkan hilang': 'The disk that was reported lost',
  Dokumen: 'The document',
  Foto: 'The photo',
  foto: 'The photo',
  Kartu: 'The card',
  'Nomor antrean': 'The number in the queue',
  Penduduk: 'The resident',
  Pengecualian: 'The exception',
  Permintaan: 'The request',
  Profil: 'The profile',
  Rekaman: 'The recording',
  Suket: 'The Suket',
  'Surat pengantar': 'The delivery letter',
  Tas: 'The bag',
  'Uji pemulihan': 'The drill',
  Wilayah: 'The region',
}

/** A thing in English; what has no word of its own, such as an id, as it is. */
export function inEnglish(
  params: Readonly<Record<string, string | number>>,
): Record<string, string | number> {
  const { what } = params
  return typeof what === 'string' && Object.hasOwn(THINGS, what) ? { ...params, what: THINGS[what]! } : params
}
