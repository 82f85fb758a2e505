import { html, type Html, page } from '../desk/html.ts'
import type { Site } from '../site.ts'
import { type StationLine, stationBoard } from './board.ts'

const SITE_WORDS = {
  unknown: 'belum dicoba',
  open: 'menerima',
  refusing: 'menolak',
  unreachable: 'tidak terjangkau',
} as const

const number = (n: number) => n.toLocaleString('id-ID')
const short = (day: string) => day.slice(0, 10).split('-').toReversed().join('-')

function heard({ heardAt, silentDays, silent, clockAhead }: StationLine): Html {
  if (heardAt === null || silentDays === null) return html`<td class="now bad">belum pernah</td>`
  const since = silentDays === 0 ? 'hari ini' : `${silentDays} hari lalu`
  return html`<td class="now ${silent ? 'bad' : 'good'}">${since}<br><span class="quiet">${short(heardAt)}</span>${clockAhead ? html`<br><span class="bad">jamnya maju</span>` : ''}</td>`
}

function row(line: StationLine): Html {
  const { station, report, overdueDisks } = line
  if (!report)
    return html`<tr><td><strong>${station}</strong></td>${heard(line)}<td colspan="6" class="quiet">Sertifikatnya dikenal, laporannya belum pernah dibaca.</td></tr>`
  const [none = 0, one = 0, more = 0] = report.copies
  return html`<tr><td><strong>${station}</strong></td>${heard(line)}
<td>${number(report.today.recorded)} direkam<br><span class="quiet">${number(report.today.suket)} Suket, ${number(report.today.handedOver)} kartu</span></td>
<td>${number(report.waiting)}${report.oldestWaiting === null ? '' : html`<br><span class="quiet">sejak ${short(report.oldestWaiting)}</span>`}</td>
<td class="${report.onceOnly > 0 ? 'bad' : ''}">${number(report.onceOnly)}</td>
<td>${number(none)} / ${number(one)} / ${number(more)}</td>
<td class="${overdueDisks > 0 ? 'bad' : ''}">${report.diskCount} disk${overdueDisks > 0 ? `, ${overdueDisks} lewat waktunya` : ''}${report.open.alarms > 0 ? html`<br><span class="bad">${report.open.alarms} peringatan</span>` : ''}</td>
<td>${report.sites.map(({ code, state }) => html`${code} ${SITE_WORDS[state]}<br>`)}${report.open.bags === undefined ? '' : html`<span class="bad">${report.open.bags} ekspor lewat batas waktu</span>`}</td></tr>`
}

/** The board over all stations: reading a report, and what the newest ones say, the silent stations on top. */
export async function stationsPage(site: Site, token: string, said?: Html): Promise<string> {
  const { stations, total } = await stationBoard(site)
  return page(
    'Papan stasiun',
    html`${said ?? ''}<p><a href="/">Penerimaan tas</a></p>
<section><h2>Baca laporan malam</h2><form method="post" action="/stasiun" enctype="multipart/form-data" class="row"><input type="hidden" name="token" value="${token}">
<label>Foto QR, PDF, atau berkas teks<input type="file" name="file" autofocus accept=".png,.jpg,.jpeg,.pdf,.txt"></label><label>Atau tempel teks QR<input name="text" maxlength="2000" autocomplete="off"></label><button>Baca</button></form></section>
<section><h2>${total.stations} stasiun${total.silent > 0 ? `, ${total.silent} diam` : ', semua terdengar'}</h2>
<p>${number(total.recordedToday)} direkam hari ini · ${number(total.waiting)} menunggu tanda terima${total.oldestWaiting === null ? '' : ` sejak ${short(total.oldestWaiting)}`} · ${total.onceOnly === 0 ? 'setiap rekaman aman' : `${number(total.onceOnly)} hanya di satu perangkat`}</p>
${
  stations.length === 0
    ? html`<p class="quiet">Belum ada stasiun yang dikenal. Sertifikat stasiun datang bersama tas atau kirimannya.</p>`
    : html`<table><tr><th>Stasiun</th><th>Terdengar</th><th>Hari ini</th><th>Menunggu</th><th>Satu perangkat</th><th>Salinan 0 / 1 / 2+</th><th>Disk</th><th>Pusat data</th></tr>${stations.map(row)}</table>`
}</section>`,
  )
}
