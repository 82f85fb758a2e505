/** What README.TXT needs to know. */
export interface ReadmeFields {
  readonly station: string
  readonly dinas: string
}

/**
 * README.TXT: the technician's way with stock tools alone, in Indonesian, for a Linux shell and for Windows without administrator rights.
 * Lines indented by seven blanks are commands; by-hand.slow.test.ts does them as they stand. CRLF, so that Notepad shows lines.
 */
export function readmeText({ station, dinas }: ReadmeFields): Uint8Array {
  const lines = `REKAM - DISK CADANGAN PEREKAMAN KTP-EL
Stasiun ${station}, ${dinas}

JANGAN memformat, menghapus, atau mengganti nama apa pun di folder REKAM.
Disk ini berisi salinan TERSEGEL. Tanpa kunci tidak ada yang dapat membacanya.
Menemukan disk ini? Serahkan kepada Dinas yang namanya tertulis di atas.

CARA BIASA
  Pasang disk di komputer yang memiliki Rekam, buka halaman Pemulihan, atau:
    rekam verify  --disk DISK --trust AKAR
    rekam restore --disk DISK --into FOLDER-KOSONG --trust AKAR --passphrase-file SANDI

TANPA REKAM: HANYA DENGAN ALAT BAKU
  Bawa sendiri alat yang tepercaya: age (age-encryption.org) dan minisign
  (jedisct1.github.io/minisign). JANGAN menjalankan program apa pun dari disk ini.
  Bawa juga kunci akar Dinas. Berkas ROOT.PUB di disk ini TIDAK membuktikan
  apa-apa: siapa pun yang pernah memegang disk dapat menggantinya.
  Salin dahulu ke folder kerja; jangan bekerja di disk ini.

  Isi:  REKAM/${station}/TTTTBB/S0000012.TAR  volume: paket tersegel, log perubahan
        REKAM/${station}/TTTTBB/C0000012.JSN  catatan isi, .BAK salinannya, .SIG tanda tangan
        REKAM/${station}/EPOCH001.JSN, .SIG   sertifikat kunci stasiun
        REKAM/${station}/STATE.KEY            kunci keadaan, dibuka dengan sandi penyelia
        REKAM/${station}/STATE.RCV            kunci yang sama, untuk identitas pemulihan Dinas

  --- LINUX (shell) ---
  Ganti dua baris pertama dengan tempat yang benar. Sisanya diketik apa adanya.
       AKAR=/tempat/akar-dinas.pub
       DISK=/tempat/disk
       mkdir kerja && cd kerja && cp -r "$DISK"/REKAM/${station}/. .
  1. Sertifikat stasiun harus bertanda tangan akar Dinas; kuncinya dicatat di berkas KUNCI:
       for S in EPOCH*.SIG; do
         minisign -V -H -p "$AKAR" -m "\${S%.SIG}.JSN" -x "$S" &&
         sed 's/.*"key":"\\([^"]*\\)".*/\\1/' "\${S%.SIG}.JSN" >> KUNCI
       done
  2. Setiap catatan isi (bila .JSN rusak, ganti .JSN dengan .BAK). Satu kunci harus cocok:
       for C in */C*.SIG; do for K in $(cat KUNCI); do
         minisign -V -H -P "$K" -m "\${C%.SIG}.JSN" -x "$C" && break
       done; done
  3. Setiap volume harus tercatat dengan sha256 yang sama:
       for V in */S*.TAR; do
         grep -q "$(sha256sum "$V" | cut -c 1-64)" "\${V%/*}"/C*.JSN &&
         echo "COCOK $V" || echo "RUSAK $V"
       done
  4. Buka semua volume dan periksa setiap paket:
       for V in */S*.TAR; do mkdir -p "isi/$V" && tar -xf "$V" -C "isi/$V"; done
       for P in isi/*/*/*.rkp; do for K in $(cat KUNCI); do
         minisign -V -H -P "$K" -m "$P" -x "$P.minisig" && break
       done; done
  5. Keadaan stasiun (register, daftar rekaman), dengan sandi penyelia:
       age -d -o kunci.txt STATE.KEY
     atau dengan identitas pemulihan Dinas (pemulihan.txt, disalin ke folder kerja):
       age -d -i pemulihan.txt -o kunci.txt STATE.RCV
     Lalu:
       for A in isi/*/*/STATE*.AGE; do
         age -d -i kunci.txt "$A" | tar -xf - -C "\${A%/*}"
       done
       for A in isi/*/*/CHANGES.AGE; do
         age -d -i kunci.txt -o "\${A%.AGE}.ndjson" "$A"
       done
     Rekaman yang dititipkan (belum selesai), ke folder sendiri:
       for A in isi/*/*/DRAFTS.AGE; do
         mkdir "\${A%.AGE}" && age -d -i kunci.txt "$A" | tar -xf - -C "\${A%.AGE}"
       done
  6. Paket (*.rkp) dibuka hanya oleh pusat data atau identitas pemulihan Dinas:
       for P in isi/*/*/*.rkp; do
         mkdir "\${P%.rkp}" && age -d -i pemulihan.txt "$P" | tar -xf - -C "\${P%.rkp}"
       done
  Hapus folder kerja setelah selesai.

  --- WINDOWS (PowerShell, tanpa hak administrator; tar.exe dan certutil sudah ada) ---
  Dengan Explorer: salin folder REKAM\\${station} ke komputer, taruh age.exe, minisign.exe dan
  kunci akar Dinas (akar-dinas.pub) di folder salinan itu, buat folder bernama isi dan titipan di
  situ, lalu buka PowerShell di situ. Ganti TTTTBB (folder bulan), 0000012 (nomor), ID (nama
  paket) dan KUNCI (teks sesudah "key": di EPOCH001.JSN; buka dengan Notepad). Ulangi untuk
  setiap nomor, tiap kali dengan folder isi dan titipan yang baru (yang lama diganti namanya).
  1. Sertifikat stasiun:
       .\\minisign.exe -V -H -p akar-dinas.pub -m EPOCH001.JSN -x EPOCH001.SIG
  2. Catatan isi:
       .\\minisign.exe -V -H -P KUNCI -m TTTTBB\\C0000012.JSN -x TTTTBB\\C0000012.SIG
  3. Volume; bandingkan dengan "sha256" sesudah nama volume di C0000012.JSN:
       certutil -hashfile TTTTBB\\S0000012.TAR SHA256
  4. Buka volume dan periksa paketnya:
       tar.exe -xf TTTTBB\\S0000012.TAR -C isi
       .\\minisign.exe -V -H -P KUNCI -m isi\\ID.rkp -x isi\\ID.rkp.minisig
  5. Keadaan stasiun, dengan sandi penyelia atau dengan identitas pemulihan Dinas:
       .\\age.exe -d -o kunci.txt STATE.KEY
       .\\age.exe -d -i pemulihan.txt -o kunci.txt STATE.RCV
     Lalu (STATE...AGE, CHANGES.AGE dan DRAFTS.AGE tidak ada di setiap volume). Keadaan dapat
     terbagi: ulangi dua baris ini dengan 001, 002, 003 dan seterusnya menggantikan NNN, untuk
     SETIAP berkas STATE...AGE di folder isi; tanpa semuanya, register tidak lengkap:
       .\\age.exe -d -i kunci.txt -o keadaan.tar isi\\STATENNN.AGE
       tar.exe -xf keadaan.tar -C isi
     Log perubahan, lalu rekaman yang dititipkan (belum selesai):
       .\\age.exe -d -i kunci.txt -o perubahan.ndjson isi\\CHANGES.AGE
       .\\age.exe -d -i kunci.txt -o titipan.tar isi\\DRAFTS.AGE
       tar.exe -xf titipan.tar -C titipan
  6. Paket, dengan identitas pemulihan Dinas:
       .\\age.exe -d -i pemulihan.txt -o paket.tar isi\\ID.rkp
       tar.exe -xf paket.tar -C isi
  Hapus folder salinan setelah selesai.
`
  return Buffer.from(lines.replaceAll('\n', '\r\n'), 'utf8')
}
