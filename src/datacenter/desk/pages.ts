import { type Arrival, arrivalPage, gapsOf } from '../intake-arrivals.ts'
import type { Site } from '../site.ts'
import type { CheckedBag } from '../../formats/bag/check.ts'
import { fatalProblem } from '../../formats/bag/verdict.ts'
import { PACKET_SUFFIX } from '../../formats/volume/order.ts'
import { html, type Html, page } from './html.ts'
import { refusalWords } from './words.ts'

/** Lines of a table that a page shows; the rest is counted. */
const SHOWN = 200

const STATE: Readonly<Record<Arrival['state'], string>> = {
  registered: 'belum diperiksa',
  taken: 'diambil',
  refused: 'ditolak',
}

const hidden = (token: string) => html`<input type="hidden" name="token" value="${token}">`

interface StationRow {
  station: string
  packets: number
  bytes: number
}

/** What arrived by line, per station, and how the cases stand. */
async function arrivedByLine(site: Site): Promise<Html> {
  const stations = await site.registry.read.all<StationRow>(
    `SELECT station, count(*) AS packets, sum(bytes) AS bytes FROM entry WHERE state = 'received' GROUP BY station ORDER BY station LIMIT ${SHOWN}`,
  )
  const cases = await site.registry.read.all<{ status: string; n: number }>(
    'SELECT status, count(*) AS n FROM record GROUP BY status ORDER BY status',
  )
  return html`<section><h2>Yang sudah diterima</h2>
${
  stations.length === 0
    ? html`<p class="quiet">Belum ada paket.</p>`
    : html`<table><tr><th>Stasiun</th><th>Paket</th><th>MB</th></tr>
${stations.map((row) => html`<tr><td>${row.station}</td><td>${row.packets}</td><td>${(row.bytes / 1e6).toFixed(1)}</td></tr>`)}</table>`
}
<p class="quiet">${cases.map(({ status, n }) => `${status}: ${n}`).join(' · ')}</p></section>`
}

/** What was typed into a form that was refused, by the names of its fields. */
type Typed = Readonly<Record<string, string>>

function bagRow(arrival: Arrival, token: string, typed: Typed): Html {
  const { id, at, courier, medium, slip, state, code, station, sequence, received, refused, orders, answer } =
    arrival
  const came =
    state === 'taken'
      ? `stasiun ${station}, tas ${sequence}: ${received} diterima, ${refused} ditolak${orders > 0 ? `, ${orders} pesanan kartu` : ''}${answer === null ? '' : `; jawaban di ${answer}`}`
      : code === null
        ? ''
        : `${refusalWords(code)} (${code})`
  return html`<tr><td class="now">${at.slice(0, 10)}<br>${at.slice(11, 16)}</td><td>${courier}<br><span class="quiet">${medium}, surat jalan ${slip}</span></td>
<td class="now ${state === 'refused' ? 'bad' : state === 'taken' ? 'good' : ''}">${STATE[state]}</td><td>${came}</td>
<td class="${state === 'taken' ? '' : 'act'}">${
    state === 'taken'
      ? ''
      : html`<form method="post" action="/check">${hidden(token)}<input type="hidden" name="arrival" value="${id}">
<label>Folder tas<span class="only-read"> dari ${courier}, surat jalan ${slip}</span><input name="folder" required maxlength="4096"${typed['arrival'] === id ? html` autofocus value="${typed['folder']}"` : ''}></label><button>Periksa<span class="only-read"> tas dari ${courier}, surat jalan ${slip}</span></button></form>`
  }</td></tr>`
}

/** Missing numbers of a station that are named one by one. */
const NAMED = 40

function named(numbers: readonly number[]): string {
  const rest = numbers.length - NAMED
  return rest > 0 ? `${numbers.slice(0, NAMED).join(', ')} dan ${rest} lagi` : numbers.join(', ')
}

function otherPages(at: number, total: number): Html {
  const last = Math.max(0, Math.ceil(total / SHOWN) - 1)
  if (last === 0) return html``
  return html`<p class="quiet">Halaman ${at + 1} dari ${last + 1}.
${at > 0 ? html`<a href="/?page=${at - 1}">Sebelumnya</a> ` : ''}${at < last ? html`<a href="/?page=${at + 1}">Berikutnya</a>` : ''}</p>`
}

/** With a hundred bags on the table, what comes below it is one key away. */
const PARTS = [
  ['catat', '1. Catat kedatangan'],
  ['periksa', '2. Periksa dan ambil'],
  ['hilang', '3. Yang belum tiba'],
  ['balasan', '4. Surat balasan'],
] as const

/** The desk: a page of what arrived (counted from 0), registering, checking, what is missing, replies. */
export async function deskPage(
  site: Site,
  token: string,
  said?: Html,
  typed: Typed = {},
  at = 0,
): Promise<string> {
  const value = (name: string) => typed[name] ?? ''
  const { read } = site.registry
  const { shown, total, waiting } = await arrivalPage(read, at, SHOWN)
  const gaps = await gapsOf(read)
  return page(
    `Penerimaan tas, situs ${site.code}`,
    html`${said ?? ''}<p><a href="/stasiun">Papan stasiun</a> · <a href="/kasus">Kasus yang menunggu keputusan</a></p>
<nav aria-label="Bagian halaman"><p>${PARTS.map(([id, title]) => html`<a href="#${id}">${title}</a> `)}</p></nav>
<section id="catat" tabindex="-1"><h2>1. Catat kedatangan</h2><form method="post" action="/register" class="row">${hidden(token)}
<label>Kurir<input name="courier" required maxlength="100" ${typed['arrival'] === undefined ? html`autofocus` : ''} value="${value('courier')}"></label><label>Media<input name="medium" required maxlength="100" value="${value('medium')}"></label>
<label>Nomor surat jalan<input name="slip" required maxlength="100" value="${value('slip')}"></label><button>Catat</button></form></section>
<section id="periksa" tabindex="-1"><h2>2. Periksa dan ambil</h2>${
      shown.length === 0
        ? html`<p class="quiet">Belum ada kedatangan.</p>`
        : html`<p>${total} kedatangan, ${waiting} belum diperiksa.</p><table>
<tr><th>Tiba (UTC)</th><th>Dibawa</th><th>Keadaan</th><th>Hasil</th><th><span class="only-read">Tindakan</span></th></tr>${shown.map((one) => bagRow(one, token, typed))}</table>`
    }
${otherPages(at, total)}</section>
<section id="hilang" tabindex="-1"><h2>3. Yang belum tiba</h2>${
      gaps.length === 0
        ? html`<p class="quiet">Tidak ada nomor tas yang hilang.</p>`
        : html`<table>
<tr><th>Stasiun</th><th>Nomor tas</th><th>Paket bagian berikutnya</th></tr>${gaps.slice(0, SHOWN).map((gap) => html`<tr><td>${gap.station}</td><td>${named(gap.sequences)}</td><td>${gap.absentPackets}</td></tr>`)}</table>${gaps.length > SHOWN ? html`<p class="quiet">${gaps.length - SHOWN} stasiun lagi.</p>` : ''}`
    }</section>
<section id="balasan" tabindex="-1"><h2>4. Surat balasan</h2><form method="post" action="/reply" class="row">${hidden(token)}
<label>Kode Dinas (4 angka)<input name="dinas" required pattern="[0-9]{4}" inputmode="numeric"></label><button>Buat surat</button></form></section>
${await arrivedByLine(site)}`,
  )
}

/** What a bag is worth before anything of it is taken. */
export function checkPage(
  asked: { arrival: string; folder: string },
  checked: CheckedBag,
  token: string,
): string {
  const fatal = fatalProblem(checked) ?? (checked.signer ? undefined : { code: 'BAG-SIGNATURE' })
  const packets = checked.payload.filter(({ path }) => path.endsWith(PACKET_SUFFIX)).length
  const { problems, info } = checked
  return page(
    'Hasil pemeriksaan tas',
    html`<section><h2>${info?.station === undefined ? 'Tas' : `Stasiun ${info.station}, tas ${info.sequence}`}</h2>
${fatal ? html`<p class="bad">${refusalWords(fatal.code)} (${fatal.code})</p><p>Tidak ada yang diambil. Kembalikan media kepada pembawanya dengan catatan ini.</p>` : html`<p class="good">${packets} paket utuh, pengirim dikenal.</p>`}
${
  problems.length === 0
    ? ''
    : html`<p>${problems.length} masalah; paket lain tetap dapat diambil:</p><table><tr><th>Kode</th><th>Berkas</th></tr>
${problems.slice(0, SHOWN).map((one) => html`<tr><td>${one.code}</td><td>${one.path ?? ''}</td></tr>`)}</table>`
}
<form method="post" action="/take" class="row">${hidden(token)}<input type="hidden" name="arrival" value="${asked.arrival}"><input type="hidden" name="folder" value="${asked.folder}">
<button autofocus>${fatal ? 'Catat sebagai ditolak' : `Ambil ${packets} paket`}</button></form><p><a href="/">Kembali</a></p></section>`,
  )
}

export function letterPage(letter: string): string {
  return page('Surat balasan', html`<section><pre>${letter}</pre><p><a href="/">Kembali</a></p></section>`)
}
