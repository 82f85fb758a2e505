import type { EmptyFacts } from '../../../contract/restore.ts'
import { headOf } from '../../paper/index.ts'
import type { Station } from '../../station.ts'
import { dayIn } from '../../suket/index.ts'
import { timeIn } from '../drill/drill-report.ts'
import type { Report } from '../report/report.ts'

const count = (n: number) => n.toLocaleString('id-ID')

/** What the record of an emptied computer says on paper. */
export function emptyReport({ profile, code }: Station, facts: EmptyFacts): Report {
  const { zone } = profile.station
  return {
    head: headOf(profile),
    titles: ['BERITA ACARA', 'PENGOSONGAN KOMPUTER PEREKAMAN'],
    number: `BA-KOSONG/${code}/${facts.id.slice(0, 8).toUpperCase()}`,
    intro:
      `Data stasiun ${profile.station.name} (${code}) di komputer ini dihapus setelah salinannya dibaca kembali dari media dan terbukti ` +
      'lengkap di setiap disk di bawah ini. Kunci stasiun dihancurkan lebih dahulu.',
    verdict: `${count(facts.packets)} rekaman tersalin lengkap di ${facts.disks.length} disk; komputer ini dikosongkan.`,
    rows: [
      ['Waktu', timeIn(zone, facts.at)],
      ['Komputer', facts.computer],
      ['Penyelia', facts.by],
      ['Epoch stasiun', facts.epoch],
      ['SHA-256 rekaman', facts.digest],
      ['Kunci laporan', facts.keyId],
    ],
    lists: [
      {
        title: 'Salinan yang terbukti',
        lines: facts.disks.map(
          ({ label, packets, bytes, level, sequence }) =>
            `${label}: ${count(packets)} rekaman, ${count(Math.round(bytes / 1e6))} MB, komit ${sequence}, ${
              level === 'L2' ? 'terbukti setelah disk dilepas' : 'terbaca kembali dari medianya'
            } (${level})`,
        ),
        more: 0,
      },
    ],
    closing:
      'Angka SHA-256 dihitung atas baris "kode paket, spasi, SHA-256 paket" menurut urutan kode. Berkas ini bertanda tangan stasiun (.minisig ' +
      'di sampingnya); kunci publiknya ada di tanda terima pada komputer dan di CERTS.JSN pada disk.',
    place: profile.dinas.name,
    day: dayIn(zone, new Date(facts.at)),
    hands: [
      ['Penyelia,', facts.by],
      ['Pemilik komputer,', ''],
      ['Saksi,', ''],
    ],
  }
}
