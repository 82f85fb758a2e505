/**
 * What to do when something happened to a key, a disk or a computer: read in the window (settings, F8) and in the terminal (`rekam guide`). A step may name
 * a command as it is typed, or a button or choice by its words; a test holds both against the program (decision 0073).
 */
export interface GuideStep {
  readonly id: string
  readonly en: string
  /** Below `rekam`; capital words stand for what the person fills in. */
  readonly command?: string
  /** Where its words stand in the window's languages. */
  readonly button?: string
}

export interface Guide {
  readonly id: string
  readonly en: string
  /** Who may do it, and what stays safe meanwhile. */
  readonly safe: { readonly id: string; readonly en: string }
  readonly steps: readonly GuideStep[]
}

export const GUIDE_NAMES = ['mainboard', 'passphrase', 'disk', 'computer', 'key'] as const
export type GuideName = (typeof GUIDE_NAMES)[number]

export const GUIDES: Readonly<Record<GuideName, Guide>> = {
  mainboard: {
    id: 'Papan induk diganti, disk komputer sama',
    en: 'The mainboard was replaced, the computer has the same drive',
    safe: {
      id: 'Basis data dan paket utuh. Kata sandi dapat terikat pada penyimpan kunci sistem yang lama; kode Dinas dan kunci pemulihan tidak.',
      en: "Database and packets are whole. Passwords may be bound to the old system's key store; codes of the Dinas and the recovery key are not.",
    },
    steps: [
      {
        id: 'Buka Rekam dan masuk seperti biasa. Bila berhasil, tidak ada lagi yang perlu dilakukan.',
        en: 'Open Rekam and log in as ever. If that works, nothing else has to be done.',
      },
      {
        id: 'Bila ditolak (ACCOUNT-OTHER-MACHINE): pilih Lupa kata sandi untuk akun administrator, dan bacakan nomor kode kepada Dinas.',
        en: 'If refused (ACCOUNT-OTHER-MACHINE): choose the forgotten password of the administrator, and read the number of the code to the Dinas.',
        button: 'locked.forgot',
        command: 'account challenge --station DIR',
      },
      {
        id: 'Dinas membuka kodenya.',
        en: 'The Dinas opens the code.',
        command: 'keys answer --station CODE --slot NUMBER --escrow FILE --share FILE',
      },
      {
        id: 'Pakai kode itu: administrator mendapat kata sandi baru.',
        en: 'Use the code: the administrator gets a new password.',
        command:
          'account reset --station DIR --account administrator --slot NUMBER --code-file FILE --new-passphrase-file FILE',
      },
      {
        id: 'Kode habis, atau Dinas tidak mempunyai berkasnya: pemegang pecahan datang, cukup tiga dari lima.',
        en: 'No code is left, or the Dinas does not have their file: holders of shares come, three of five are enough.',
        command:
          'account reset --station DIR --account administrator --share FILE --new-passphrase-file FILE',
      },
      {
        id: 'Administrator memberi akun lain kata sandi baru.',
        en: 'The administrator gives the other accounts new passwords.',
        command: 'account renew NAME --new-passphrase-file FILE --station DIR --account administrator',
      },
      {
        id: 'Periksa rantai catatan.',
        en: 'Verify the audit chain.',
        command: 'audit verify --station DIR --account administrator',
      },
      {
        id: 'Cadangkan ke disk yang sudah dipasangkan.',
        en: 'Back up to a disk that is paired.',
        command: 'backup --station DIR --account penyelia --disk MOUNT',
      },
      {
        id: 'Setiap akun masuk satu kali di jendela Rekam: kata sandinya terikat pada komputer itu lagi.',
        en: "Every account logs in once in Rekam's window: its password is bound to that computer again.",
      },
      {
        id: 'Komputer itu tidak dapat dipakai lagi: pasang drivenya pada komputer lain. Dengan pecahan kunci, semua yang ada di drive itu pulih.',
        en: 'That computer is of no use any more: put its drive into another. With shares of the key all that is on the drive comes back.',
        command: 'restore --drive DIR --into DIR --trust FILE --share FILE --passphrase-file FILE',
      },
      {
        id: 'Tanpa pecahan: disk cadangan dengan kata sandi penyelia, dan dari drive itu semua paketnya. Yang ditulis sesudah cadangan itu, selain paket, tetap terkunci di drive: simpan drivenya.',
        en: "Without shares: a backup disk with the supervisor's password, and all packets of the drive. What was written after that backup, other than packets, stays locked on the drive: keep it.",
        command: 'restore --disk MOUNT --drive DIR --into DIR --trust FILE --passphrase-file FILE',
      },
    ],
  },
  passphrase: {
    id: 'Kata sandi hilang',
    en: 'A password is lost',
    safe: {
      id: 'Tidak ada yang hilang. Satu kode Dinas berlaku sekali, untuk satu akun.',
      en: 'Nothing is lost. One code of the Dinas works once, for one account.',
    },
    steps: [
      {
        id: 'Ada administrator yang masih dapat masuk: ia memberi kata sandi baru, tanpa Dinas.',
        en: 'An administrator can still log in: they give a new password, without the Dinas.',
        command: 'account renew NAME --new-passphrase-file FILE --station DIR --account administrator',
      },
      {
        id: 'Tidak ada: lihat nomor kode yang harus dibacakan kepada Dinas.',
        en: 'Nobody can: see the number of the code that is read to the Dinas.',
        command: 'account challenge --station DIR',
      },
      {
        id: 'Dinas membuka kode dengan pecahan kunci pemulihannya, dan membacakannya lewat telepon.',
        en: 'The Dinas opens the code with shares of its recovery key, and reads it out over the telephone.',
        command: 'keys answer --station CODE --slot NUMBER --escrow FILE --share FILE',
      },
      {
        id: 'Pakai kode itu.',
        en: 'Use the code.',
        command:
          'account reset --station DIR --account NAME --slot NUMBER --code-file FILE --new-passphrase-file FILE',
      },
    ],
  },
  disk: {
    id: 'Disk cadangan dicuri atau hilang',
    en: 'A backup disk was stolen or lost',
    safe: {
      id: 'Isi disk tersegel; kata sandi stasiun dan pecahan kunci tidak ada di dalamnya.',
      en: 'What is on the disk is sealed; no password and no share lies on it.',
    },
    steps: [
      {
        id: 'Laporkan di stasiun: disk itu tidak dihitung lagi sebagai salinan.',
        en: 'Report it at the station: it counts as a copy no more.',
        command: 'disk lost DISK --noticed YYYY-MM-DD --circumstances WORDS --station DIR',
      },
      {
        id: 'Cetak laporan isi disk untuk Dinas.',
        en: 'Print the report of what it held, for the Dinas.',
        command: 'disk breach DISK --station DIR --out FILE',
      },
      {
        id: 'Penyelia mengganti kata sandinya: disk lain memakainya pada cadangan berikut.',
        en: 'The supervisor takes a new password: other disks have it with their next backup.',
        command: 'account passphrase --station DIR --account penyelia --new-passphrase-file FILE',
      },
      {
        id: 'Pasangkan disk pengganti dan cadangkan.',
        en: 'Pair a new disk and back up.',
        command: 'backup --station DIR --disk MOUNT --pair rotation',
      },
    ],
  },
  computer: {
    id: 'Komputer stasiun dicuri',
    en: "The station's computer was stolen",
    safe: {
      id: 'Basis data tersandi, paket tersegel kepada pusat data dan Dinas. Disk cadangan memulihkan stasiun di komputer lain.',
      en: 'The database is encrypted, packets are sealed to the data centre and the Dinas. The backup disks restore the station on another computer.',
    },
    steps: [
      {
        id: 'Pulihkan dari disk di komputer lain. Tanpa kata sandi: pilih pecahan kunci.',
        en: 'Restore from the disks on another computer. Without a password: choose shares of the key.',
        button: 'restore.ways.shares',
      },
      {
        id: 'Di terminal sama saja.',
        en: 'The same in the terminal.',
        command: 'restore --disk MOUNT --into DIR --trust FILE --share FILE --passphrase-file FILE',
      },
      {
        id: 'Dinas mencabut kunci stasiun lama setelah nomor penyegelan terakhir yang dikenal.',
        en: 'The Dinas revokes the old key of the station after the last number of sealing that is known.',
        command: 'keys revoke --root-key FILE --key FILE --after NUMBER --reason WORDS --out DIR',
      },
      {
        id: 'Dinas mengesahkan tanda baru stasiun yang dipulihkan.',
        en: 'The Dinas certifies the new epoch of the restored station.',
        command: 'keys certify --request FILE --root-key FILE --out FILE',
      },
      {
        id: 'Stasiun yang dipulihkan memasang jawaban itu.',
        en: 'The restored station installs that answer.',
        command: 'keys install --station DIR --certificate FILE',
      },
      {
        id: 'Dinas menandatangani profil dengan pencabutan itu untuk setiap stasiun. Kunci surat ada di komputer itu: ganti juga (lihat: key).',
        en: 'The Dinas signs a profile with that revocation for every station. The letter key was in that computer: replace it too (see: key).',
        command: 'keys profile --root-key FILE --settings FILE --letter-key FILE --out DIR',
      },
      {
        id: 'Setiap stasiun memasang profilnya.',
        en: 'Every station installs its profile.',
        command: 'profile install --station DIR --profile FILE',
      },
    ],
  },
  key: {
    id: 'Kunci diganti atau dicabut, pemegangnya pergi',
    en: 'A key is replaced or revoked, its holder left',
    safe: {
      id: 'Yang sudah ditandatangani tetap sah sampai nomor pencabutan. Paket lama tetap tersegel kepada kunci pemulihan lama: simpan pecahannya.',
      en: 'What was signed counts up to the number of the revocation. Old packets stay sealed to the old recovery key: keep its shares.',
    },
    steps: [
      {
        id: 'Petugas stasiun pergi: tutup akunnya.',
        en: 'Somebody of the station left: close their account.',
        command: 'account disable NAME --station DIR --account administrator',
      },
      {
        id: 'Kunci induk: buat yang baru. Kunci di bawah ini lalu disahkan olehnya.',
        en: 'Root: make a new one. The keys below are then certified by it.',
        command: 'keys root --out DIR',
      },
      {
        id: 'Kunci surat: buat yang baru.',
        en: 'Letter key: make a new one.',
        command: 'keys letter --root-key FILE --issuer NAME --out DIR',
      },
      {
        id: 'Kunci pusat data atau pos: buat yang baru.',
        en: 'Key of a site or a post: make a new one.',
        command: 'keys site --root-key FILE --site CODE --out DIR',
      },
      {
        id: 'Pemegang pecahan pergi: buat kunci pemulihan baru. Penerimanya masuk pengaturan profil.',
        en: 'A holder of a share left: make a new recovery key. Its recipient goes into the settings of the profile.',
        command: 'keys split --out DIR --shares NUMBER --needs NUMBER',
      },
      {
        id: 'Kunci induk baru: sahkan kembali stasiun di bawahnya.',
        en: 'New root: certify the stations again under it.',
        command: 'keys recertify --root-key FILE --old-root FILE --certificates FILE --out DIR',
      },
      {
        id: 'Cabut kunci yang lama setelah nomor terakhir yang sah.',
        en: 'Revoke the old key after the last number that counts.',
        command: 'keys revoke --root-key FILE --key FILE --after NUMBER --reason WORDS --out DIR',
      },
      {
        id: 'Tandatangani profil; untuk kunci induk baru dengan kunci induk lama, sebutkan --next-root.',
        en: 'Sign the profile; for a new root with the old root key, name --next-root.',
        command: 'keys profile --root-key FILE --settings FILE --letter-key FILE --out DIR --next-root FILE',
      },
      {
        id: 'Setiap stasiun memasang profilnya.',
        en: 'Every station installs its profile.',
        command: 'profile install --station DIR --profile FILE',
      },
      {
        id: 'Bila kunci induk baru: setiap stasiun memasang pengesahannya.',
        en: 'If the root is new: every station installs its certificates.',
        command: 'keys install --station DIR --certificate FILE',
      },
      {
        id: 'Setiap stasiun melihat apa yang masih di bawah kunci pemulihan lama.',
        en: 'Every station sees what is still under the old recovery key.',
        command: 'keys former --station DIR',
      },
    ],
  },
}
