/** What README.TXT needs to know. */
export interface ReadmeFields {
  readonly station: string
  readonly dinas: string
}

/**
 * README.TXT: the technician's way with stock tools alone, in Indonesian, for a Linux shell and for Windows PowerShell with Windows'
 * own tar, without administrator rights. CRLF, so that Notepad shows lines.
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
  Bawa juga kunci akar Dinas (AKAR). Berkas ROOT.PUB di disk ini TIDAK membuktikan
  apa-apa: siapa pun yang pernah memegang disk dapat menggantinya.
  Salin dahulu ke folder kerja; jangan bekerja di disk ini.

  Isi:  REKAM/${station}/TTTTBB/S0000012.TAR  volume: paket tersegel, log perubahan
        REKAM/${station}/TTTTBB/C0000012.JSN  catatan isi, .BAK salinannya, .SIG tanda tangan
        REKAM/${station}/EPOCH001.JSN, .SIG   sertifikat kunci stasiun
        REKAM/${station}/STATE.KEY            kunci keadaan, dibuka dengan sandi penyelia
        REKAM/${station}/STATE.RCV            kunci yang sama, untuk identitas pemulihan Dinas

  --- LINUX (shell) ---
  1. Sertifikat stasiun (AKAR = berkas kunci akar dari Dinas, bukan dari disk):
       minisign -V -H -p AKAR -m EPOCH001.JSN -x EPOCH001.SIG
     Lalu ambil kunci stasiun dari isinya:
       KUNCI=$(sed 's/.*"key":"\\([^"]*\\)".*/\\1/' EPOCH001.JSN)
  2. Catatan isi (ulangi untuk setiap nomor; bila .JSN rusak pakai .BAK):
       minisign -V -H -P "$KUNCI" -m C0000012.JSN -x C0000012.SIG
  3. Volume: bandingkan dengan "sha256" di catatan:
       sha256sum S0000012.TAR
       cat C0000012.JSN
  4. Buka volume dan periksa setiap paket:
       mkdir isi && tar -xf S0000012.TAR -C isi
       for P in isi/*.rkp; do minisign -V -H -P "$KUNCI" -m "$P" -x "$P.minisig"; done
  5. Keadaan stasiun (register, daftar rekaman), dengan sandi penyelia:
       age -d -o kunci.txt STATE.KEY
     atau dengan identitas pemulihan Dinas:
       age -d -i pemulihan.txt -o kunci.txt STATE.RCV
     Lalu:
       age -d -i kunci.txt -o perubahan.ndjson isi/CHANGES.AGE
       age -d -i kunci.txt isi/STATE001.AGE | tar -xvf -
  6. Paket (*.rkp) dibuka hanya oleh pusat data atau identitas pemulihan Dinas:
       age -d -i pemulihan.txt paket.rkp | tar -xvf -
  Hapus kunci.txt dan semua hasil bukaan setelah selesai.

  --- WINDOWS (PowerShell, tanpa hak administrator; tar sudah ada di Windows 10) ---
  1. .\\minisign.exe -V -H -p AKAR -m EPOCH001.JSN -x EPOCH001.SIG
     $KUNCI = (Get-Content EPOCH001.JSN -Raw | ConvertFrom-Json).key
  2. .\\minisign.exe -V -H -P $KUNCI -m C0000012.JSN -x C0000012.SIG
  3. (Get-FileHash S0000012.TAR -Algorithm SHA256).Hash.ToLower()
     (Get-Content C0000012.JSN -Raw | ConvertFrom-Json).volumes.sha256
  4. mkdir isi; tar -xf S0000012.TAR -C isi
     foreach ($P in Get-ChildItem isi\\*.rkp) {
       .\\minisign.exe -V -H -P $KUNCI -m $P.FullName -x ($P.FullName + '.minisig') }
  5. .\\age.exe -d -o kunci.txt STATE.KEY
     .\\age.exe -d -i kunci.txt -o perubahan.ndjson isi\\CHANGES.AGE
     .\\age.exe -d -i kunci.txt -o keadaan.tar isi\\STATE001.AGE; tar -xvf keadaan.tar
  6. .\\age.exe -d -i pemulihan.txt -o paket.tar paket.rkp; tar -xvf paket.tar
  Hapus kunci.txt dan semua hasil bukaan setelah selesai.
`
  return Buffer.from(lines.replaceAll('\n', '\r\n'), 'utf8')
}
