import { CENTRAL_STATUSES, type CentralStatus, STATUS } from '../../contract/status.ts'
import { html, type Html, page } from '../desk/html.ts'
import { newestDecisions } from '../registry/decisions.ts'
import type { Record } from '../registry/records.ts'
import type { Site } from '../site.ts'
import { decidable } from './allowed.ts'
import { type Waiting, waitingCases } from './waiting.ts'

/** Cases and decisions that the page shows; the rest is counted. */
const SHOWN = 50

const LIKENESS: Readonly<{ [likeness: string]: string }> = {
  'nik-and-fingers': 'NIK dan sidik jari sama',
  fingers: 'sidik jari sama',
  nik: 'NIK sama',
  biodata: 'biodata sama',
}

const moment = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
const word = (status: CentralStatus) => `${STATUS[status].word} (${status})`

/** In a conflict the two words say what they mean for the card. */
function choice(status: CentralStatus, conflict: boolean): string {
  if (!conflict) return word(status)
  return status === 'PRINT_READY_RECORD'
    ? 'Dua orang yang berbeda: boleh dicetak'
    : 'Orang yang sama: tidak dicetak untuk seterusnya'
}

const FIELDS: readonly (readonly [string, (record: Record) => string])[] = [
  ['NIK', ({ nik }) => nik],
  ['Nama', ({ name }) => name],
  ['Tanggal lahir', ({ birth_date }) => birth_date],
  ['Nama ibu', ({ mother_key }) => mother_key],
  ['Stasiun', ({ station }) => station],
  ['Status', ({ status }) => word(status)],
  ['Sejak', ({ status_at }) => moment(status_at)],
]

function sideBySide({ record, others }: Waiting): Html {
  return html`<table><tr><th scope="col">Paket</th><th scope="col">${record.packet}</th>${others.map((one) => html`<th scope="col">${one.packet}</th>`)}</tr>
${FIELDS.map(
  ([name, of]) =>
    html`<tr><th scope="row">${name}</th><td>${of(record)}</td>${others.map((one) => html`<td>${one.record ? of(one.record) : 'tidak dikenal di situs ini'}</td>`)}</tr>`,
)}
${others.length === 0 ? '' : html`<tr><th scope="row">Kemiripan</th><td></td>${others.map(({ likeness }) => html`<td>${likeness === null ? 'ditemukan kemudian' : (LIKENESS[likeness] ?? likeness)}</td>`)}</tr>`}</table>`
}

const fields = (typed: Typed, token: string) => html`<input type="hidden" name="token" value="${token}">
<label>Alasan<input name="reason" required minlength="5" maxlength="500" value="${typed['reason'] ?? ''}"></label>
<label>Nama yang memutuskan<input name="person" required minlength="2" maxlength="100" value="${typed['person'] ?? ''}"></label>`

const options = (statuses: readonly CentralStatus[], conflict = false) =>
  html`<option value="">Pilih keputusan</option>${statuses.map((one) => html`<option value="${one}">${choice(one, conflict)}</option>`)}`

type Typed = Readonly<{ [name: string]: string }>

function caseSection(waiting: Waiting, token: string, typed: Typed): Html {
  const { record, conflict, decision } = waiting
  const own = typed['packet'] === record.packet ? typed : {}
  return html`<section><h2>${conflict ? 'Dua rekaman siap cetak untuk satu orang' : word(record.status)}: ${record.name}</h2>${sideBySide(waiting)}
${decision ? html`<p class="quiet">Keputusan terakhir: ${word(decision.decided)}, ${decision.person}, ${moment(decision.at)}: ${decision.reason}</p>` : ''}
<form method="post" action="/kasus" class="row"><input type="hidden" name="packet" value="${record.packet}">
<label>Keputusan<select name="to" required>${options(decidable(record), conflict)}</select></label>${fields(own, token)}<button>Putuskan</button></form></section>`
}

/** What a person may say of a packet that waits for nobody's decision: a failure, or a card on its way. */
const BY_NUMBER = CENTRAL_STATUSES.filter((status) =>
  ['ENROLL_FAILURE_AT_REGIONAL', 'ENROLL_FAILURE_AT_CENTRAL', 'CARD_SHIPPED'].includes(status),
)

/** The cases that wait for a person, both persons side by side; what was decided, by whom and why. */
export async function casesPage(site: Site, token: string, said?: Html, typed: Typed = {}): Promise<string> {
  const { read } = site.registry
  const { cases, total } = await waitingCases(read, SHOWN)
  const decisions = await newestDecisions(read, SHOWN)
  return page(
    `Kasus yang menunggu keputusan, situs ${site.code}`,
    html`${said ?? ''}<p><a href="/">Penerimaan tas</a></p>
<p>${total === 0 ? 'Tidak ada kasus yang menunggu keputusan.' : `${total} kasus menunggu keputusan${total > cases.length ? `, ${cases.length} yang paling lama ditampilkan` : ''}.`}</p>
${cases.map((one) => caseSection(one, token, typed))}
<section><h2>Gagal diproses, atau kartu dikirim</h2><form method="post" action="/kasus" class="row">
<label>Nomor paket<input name="packet" required maxlength="64" autocomplete="off"></label><label>Status<select name="to" required>${options(BY_NUMBER)}</select></label>${fields({}, token)}<button>Catat</button></form></section>
<section><h2>Keputusan terbaru</h2>${
      decisions.length === 0
        ? html`<p class="quiet">Belum ada keputusan.</p>`
        : html`<table><tr><th>Waktu</th><th>Paket</th><th>Keputusan</th><th>Alasan</th><th>Oleh</th></tr>
${decisions.map((one) => html`<tr><td class="now">${moment(one.at)}</td><td>${one.packet}</td><td>${word(one.came_from)}<br>menjadi ${word(one.decided)}</td><td>${one.reason}</td><td>${one.person}<br><span class="quiet">situs ${one.site}</span></td></tr>`)}</table>`
    }</section>`,
  )
}
