import { CENTRAL_STATUSES, type CentralStatus } from '../../contract/status.ts'
import { hidden, html, type Html, page } from '../desk/html.ts'
import { moment, short, statusWord, type Typed, type View } from '../desk/view.ts'
import { newestDecisions } from '../registry/decisions.ts'
import type { Record } from '../registry/records.ts'
import type { Site } from '../site.ts'
import { decidable } from './allowed.ts'
import { type TwoCards, twoCards } from './two-cards.ts'
import { type Waiting, waitingCases } from './waiting.ts'

/** Cases and decisions that the page shows; the rest is counted. */
const SHOWN = 50

/** In a conflict the two words say what they mean for the card. */
function choice(view: View, status: CentralStatus, conflict: boolean): string {
  if (!conflict) return statusWord(view, status)
  const { two, one } = view.words.deciding
  return status === 'PRINT_READY_RECORD' ? two : one
}

const ROWS: Readonly<{
  [name in keyof View['words']['deciding']['rows']]: (record: Record, view: View) => string
}> = {
  nik: ({ nik }) => nik,
  name: ({ name }) => name,
  born: ({ birth_date }) => short(birth_date),
  mother: ({ mother_key }) => mother_key,
  station: ({ station }) => station,
  status: ({ status }, view) => statusWord(view, status),
  since: ({ status_at }, view) => moment(view, status_at),
}

function sideBySide(view: View, { record, others }: Waiting): Html {
  const { packet, rows, like, unknown, foundLater, likeness: words } = view.words.deciding
  const names = Object.keys(ROWS) as (keyof typeof ROWS)[]
  const cell = (of: Record | undefined, name: keyof typeof ROWS) =>
    html`<td>${of ? ROWS[name](of, view) : unknown}</td>`
  return html`<table><tr><th scope="col">${packet}</th><th scope="col">${record.packet}</th>${others.map((one) => html`<th scope="col">${one.packet}</th>`)}</tr>
${names.map((name) => html`<tr><th scope="row">${rows[name]}</th>${cell(record, name)}${others.map((one) => cell(one.record, name))}</tr>`)}
${others.length === 0 ? '' : html`<tr><th scope="row">${like}</th><td></td>${others.map(({ likeness }) => html`<td>${likeness === null ? foundLater : (words[likeness] ?? likeness)}</td>`)}</tr>`}</table>`
}

const fields = ({ words: { deciding }, token }: View, typed: Typed) => html`${hidden({ token })}
<label>${deciding.reason}<input name="reason" required minlength="5" maxlength="500" value="${typed['reason'] ?? ''}"></label>
<label>${deciding.person}<input name="person" required minlength="2" maxlength="100" value="${typed['person'] ?? ''}"></label>`

function options(
  view: View,
  statuses: readonly CentralStatus[],
  chosen: string | undefined,
  conflict = false,
): Html {
  return html`<option value="">${view.words.deciding.choose}</option>${statuses.map((one) => html`<option value="${one}"${one === chosen ? html` selected` : ''}>${choice(view, one, conflict)}</option>`)}`
}

function caseSection(view: View, waiting: Waiting): Html {
  const { record, conflict, decision } = waiting
  const { deciding } = view.words
  const { typed = {} } = view.here
  const own = typed['packet'] === record.packet ? typed : {}
  const last = (one: NonNullable<typeof decision>) =>
    deciding.last(statusWord(view, one.decided), one.person, moment(view, one.at), one.reason)
  return html`<section><h2>${conflict ? deciding.conflict : statusWord(view, record.status)}: ${record.name}</h2>${sideBySide(view, waiting)}
${decision ? html`<p class="quiet">${last(decision)}</p>` : ''}
<form method="post" action="/kasus" class="row">${hidden({ packet: record.packet })}
<label>${deciding.decision}<select name="to" required>${options(view, decidable(record), own['to'], conflict)}</select></label>${fields(view, own)}<button>${deciding.decide}</button></form></section>`
}

function cardsSection(view: View, { record, cards }: TwoCards): Html {
  const { deciding } = view.words
  const { typed = {} } = view.here
  const own = typed['packet'] === record.packet ? typed : {}
  const named = ({ order, station, at }: TwoCards['cards'][number]) =>
    deciding.cardOf(order, station, moment(view, at))
  return html`<section><h2>${deciding.twoCards(record.name)}</h2><p>${deciding.twoCardsText}</p><p class="quiet">${deciding.packet} ${record.packet}, NIK ${record.nik}</p>
<form method="post" action="/kartu" class="row">${hidden({ packet: record.packet })}
<label>${deciding.card}<select name="card" required><option value="">${deciding.chooseCard}</option>${cards.map((one) => html`<option value="${one.order}"${one.order === own['card'] ? html` selected` : ''}>${named(one)}</option>`)}</select></label>${fields(view, own)}<button>${deciding.doDestroyed}</button></form></section>`
}

/** What a person may say of a packet that waits for nobody's decision: a failure, or a card on its way. */
const BY_NUMBER = CENTRAL_STATUSES.filter((status) =>
  ['ENROLL_FAILURE_AT_REGIONAL', 'ENROLL_FAILURE_AT_CENTRAL', 'CARD_SHIPPED'].includes(status),
)

/** The cases that wait for a person, both persons side by side; what was decided, by whom and why. */
export async function casesPage(view: View, site: Site, said?: Html): Promise<string> {
  const { read } = site.registry
  const { deciding } = view.words
  const { cases, total } = await waitingCases(read, SHOWN)
  const decisions = await newestDecisions(read, SHOWN)
  const cards = await twoCards(read, SHOWN)
  const { typed = {} } = view.here
  const byNumber = [...cases, ...cards.found].some(({ record }) => record.packet === typed['packet'])
    ? {}
    : typed
  return page(
    view,
    deciding.title(site.code),
    html`${said ?? ''}
<p>${total + cards.total === 0 ? deciding.none : deciding.counted(total + cards.total, cases.length + cards.found.length)}</p>
${cards.found.map((one) => cardsSection(view, one))}
${cases.map((one) => caseSection(view, one))}
<section><h2>${deciding.byNumber}</h2><form method="post" action="/kasus" class="row">
<label>${deciding.number}<input name="packet" required maxlength="64" autocomplete="off" value="${byNumber['packet'] ?? ''}"></label><label>${deciding.status}<select name="to" required>${options(view, BY_NUMBER, byNumber['to'])}</select></label>${fields(view, byNumber)}<button>${deciding.note}</button></form></section>
<section><h2>${deciding.newest}</h2>${
      decisions.length === 0
        ? html`<p class="quiet">${deciding.noneYet}</p>`
        : html`<table><tr>${deciding.heads.map((head) => html`<th>${head}</th>`)}</tr>
${decisions.map((one) => html`<tr><td class="now">${moment(view, one.at)}</td><td class="whole">${one.packet}</td><td class="whole">${statusWord(view, one.came_from)}${one.came_from === one.decided ? '' : html`<br>${deciding.became(statusWord(view, one.decided))}`}</td><td>${one.reason}</td><td>${one.person}<br><span class="quiet">${deciding.at(one.site)}</span></td></tr>`)}</table>`
    }</section>`,
  )
}
