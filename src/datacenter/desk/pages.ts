import { centralStatusSchema } from '../../contract/status.ts'
import { formatMinute, zoneWord } from '../../contract/zone.ts'
import type { CheckedBag } from '../../formats/bag/check.ts'
import { fatalProblem } from '../../formats/bag/verdict.ts'
import { PACKET_SUFFIX } from '../../formats/volume/order.ts'
import { gapsOf } from '../gaps.ts'
import { type Arrival, arrivalPage } from '../intake-arrivals.ts'
import { officeHours } from '../office-hours.ts'
import { OFFICE_ZONES } from '../office-zone.ts'
import type { Site } from '../site.ts'
import { explainedList, explainForm, named } from './explain-form.ts'
import { hidden, html, type Html, page } from './html.ts'
import { postSection } from './post-section.ts'
import { standstillSection } from './still.ts'
import { number, statusWord, type View } from './view.ts'
import { refusalWords } from './words.ts'

/** Lines of a table that a page shows; the rest is counted. */
const SHOWN = 200

interface StationRow {
  station: string
  packets: number
  bytes: number
}

/** What arrived by line, per station, and how the cases stand. */
async function arrivedByLine(view: View, site: Site): Promise<Html> {
  const { desk } = view.words
  const stations = await site.registry.read.all<StationRow>(
    `SELECT station, count(*) AS packets, sum(bytes) AS bytes FROM entry WHERE state = 'received' GROUP BY station ORDER BY station LIMIT ${SHOWN}`,
  )
  const cases = await site.registry.read.all<{ status: string; n: number }>(
    'SELECT status, count(*) AS n FROM record GROUP BY status ORDER BY status',
  )
  const word = (status: string) => {
    const known = centralStatusSchema.safeParse(status).data
    return known ? statusWord(view, known) : status
  }
  const megabytes = (bytes: number) => number(view, Math.round(bytes / 1e5) / 10)
  return html`<section><h2>${desk.here}</h2>
${
  stations.length === 0
    ? html`<p class="quiet">${desk.noPackets}</p>`
    : html`<table><tr><th>${desk.station}</th><th>${desk.packets}</th><th>MB</th></tr>
${stations.map((row) => html`<tr><td>${row.station}</td><td>${number(view, row.packets)}</td><td>${megabytes(row.bytes)}</td></tr>`)}</table>`
}
<p class="quiet">${cases.map(({ status, n }) => `${word(status)}: ${number(view, n)}`).join(' · ')}</p></section>`
}

function bagRow(view: View, arrival: Arrival): Html {
  const { words, language, zone, token, here } = view
  const { desk } = words
  const { id, at, courier, medium, slip, state, code, station, sequence, received, refused, orders, answer } =
    arrival
  const came =
    state === 'taken'
      ? desk.taken(station ?? '', sequence ?? 0, received ?? 0, refused ?? 0, orders, answer)
      : code === null
        ? ''
        : `${refusalWords(code, language)} (${code})${answer === null ? '' : ` ${desk.answer(answer)}`}`
  const [day = '', time = ''] = formatMinute(at, zone).split(' ')
  const typed = here.typed?.['arrival'] === id ? here.typed['folder'] : undefined
  return html`<tr><td class="now">${day}<br>${time}</td><td>${courier}<br><span class="quiet">${desk.by(medium, slip)}</span></td>
<td class="now ${state === 'refused' ? 'bad' : state === 'taken' ? 'good' : ''}">${desk.states[state]}</td><td>${came}</td>
<td class="${state === 'taken' ? '' : 'act'}">${
    state === 'taken'
      ? ''
      : html`<form method="post" action="/check">${hidden({ token, arrival: id })}
<label>${desk.folder}<span class="only-read">${desk.of(courier, slip)}</span><input name="folder" required maxlength="4096"${typed === undefined ? '' : html` autofocus value="${typed}"`}></label><button>${desk.doCheck}<span class="only-read">${desk.doCheckOf(courier, slip)}</span></button></form>`
  }</td></tr>`
}

function otherPages({ words: { desk } }: View, at: number, total: number): Html {
  const last = Math.max(0, Math.ceil(total / SHOWN) - 1)
  if (last === 0) return html``
  return html`<p class="quiet">${desk.page(at + 1, last + 1)}
${at > 0 ? html`<a href="/?page=${at - 1}">${desk.before}</a> ` : ''}${at < last ? html`<a href="/?page=${at + 1}">${desk.after}</a>` : ''}</p>`
}

/** With a hundred bags on the table, what comes below it is one key away. */
const PARTS = [
  ['catat', 'register'],
  ['periksa', 'check'],
  ['hilang', 'missing'],
  ['balasan', 'reply'],
  ['kantor', 'office'],
] as const

/** When a site that is switched off over night is on. */
async function hoursForm(view: View, site: Site): Promise<Html> {
  const { words, token, here } = view
  const { desk } = words
  const hours = await officeHours(site)
  const { from = hours?.from ?? '', to = hours?.to ?? '' } = here.typed ?? {}
  const days = hours?.days ?? [1, 2, 3, 4, 5]
  const day = (word: string, n: number) =>
    html`<label class="tick"><input type="checkbox" name="day${n}" value="1"${days.includes(n) ? html` checked` : ''}>${word}</label>`
  return html`<form method="post" action="/jam"><p>${desk.hours}</p>${hidden({ token })}<div class="row">
<label>${desk.opens}<input type="time" name="from" value="${from}"></label><label>${desk.closes}<input type="time" name="to" value="${to}"></label></div>
<p>${desk.days.map(day)}</p><button>${desk.doHours}</button></form>`
}

/** The page of arrivals that was asked for, counted from 0. */
function pageAsked({ here }: View): number {
  const asked = here.typed?.['page'] ?? ''
  return /^\d{1,6}$/.test(asked) ? Number(asked) : 0
}

/** The desk: a page of what arrived, registering, checking, what is missing, replies, the office. */
export async function deskPage(view: View, site: Site, said?: Html): Promise<string> {
  const { words, zone, token, here } = view
  const { desk } = words
  const at = pageAsked(view)
  const value = (name: string) => here.typed?.[name] ?? ''
  const { read } = site.registry
  const { shown, total, waiting } = await arrivalPage(read, at, SHOWN)
  const gaps = await gapsOf(read)
  return page(
    view,
    desk.title(site.code),
    html`${said ?? ''}${await standstillSection(view, site)}
<nav aria-label="${desk.parts}"><p>${PARTS.map(([id, name]) => html`<a href="#${id}">${desk[name]}</a> `)}</p></nav>
<section id="catat" tabindex="-1"><h2>${desk.register}</h2><form method="post" action="/register" class="row">${hidden({ token })}
<label>${desk.courier}<input name="courier" required maxlength="100" ${value('arrival') === '' ? html`autofocus` : ''} value="${value('courier')}"></label><label>${desk.medium}<input name="medium" required maxlength="100" value="${value('medium')}"></label>
<label>${desk.slip}<input name="slip" required maxlength="100" value="${value('slip')}"></label><button>${desk.doRegister}</button></form></section>
<section id="periksa" tabindex="-1"><h2>${desk.check}</h2>${
      shown.length === 0
        ? html`<p class="quiet">${desk.none}</p>`
        : html`<p>${desk.counted(number(view, total), number(view, waiting))}</p><table>
<tr><th>${desk.came(zoneWord(zone))}</th><th>${desk.brought}</th><th>${desk.state}</th><th>${desk.result}</th><th><span class="only-read">${desk.act}</span></th></tr>${shown.map((one) => bagRow(view, one))}</table>`
    }
${otherPages(view, at, total)}</section>
<section id="hilang" tabindex="-1"><h2>${desk.missing}</h2>${
      gaps.length === 0
        ? html`<p class="quiet">${desk.noneMissing}</p>`
        : html`<table>
<tr><th>${desk.station}</th><th>${desk.numbers}</th><th>${desk.further}</th><th>${desk.explain}</th></tr>${gaps.slice(0, SHOWN).map((gap) => html`<tr><td>${gap.station}</td><td>${named(view, gap.sequences)}</td><td>${number(view, gap.absentPackets)}</td><td class="act">${explainForm(view, gap)}</td></tr>`)}</table>${gaps.length > SHOWN ? html`<p class="quiet">${desk.moreStations(gaps.length - SHOWN)}</p>` : ''}`
    }${await explainedList(view, read)}</section>
${await postSection(view, site)}
<section id="balasan" tabindex="-1"><h2>${desk.reply}</h2><form method="post" action="/reply" class="row">${hidden({ token })}
<label>${desk.dinas}<input name="dinas" required pattern="[0-9]{4}" inputmode="numeric" value="${value('dinas')}"></label><button>${desk.doReply}</button></form></section>
<section id="kantor" tabindex="-1"><h2>${desk.office}</h2><form method="post" action="/zona" class="row">${hidden({ token })}
<label>${desk.zone}<select name="zone">${OFFICE_ZONES.map((one) => html`<option value="${one}"${one === zone ? html` selected` : ''}>${zoneWord(one)}</option>`)}</select></label><button>${desk.doZone}</button></form>
${await hoursForm(view, site)}</section>
${await arrivedByLine(view, site)}`,
  )
}

/** What a bag is worth before anything of it is taken. */
export function checkPage(
  view: View,
  asked: { arrival: string; folder: string },
  checked: CheckedBag,
): string {
  const { words, language, token } = view
  const { check } = words
  const fatal = fatalProblem(checked) ?? (checked.signer ? undefined : { code: 'BAG-SIGNATURE' })
  const packets = checked.payload.filter(({ path }) => path.endsWith(PACKET_SUFFIX)).length
  const { problems, info } = checked
  return page(
    view,
    check.title,
    html`<section><h2>${info?.station === undefined ? check.bag : check.bagOf(info.station, info.sequence)}</h2>
${fatal ? html`<p class="bad">${refusalWords(fatal.code, language)} (${fatal.code})</p><p>${check.nothing}</p>` : html`<p class="good">${check.sound(packets)}</p>`}
${
  problems.length === 0
    ? ''
    : html`<p>${check.problems(problems.length)}</p><table><tr><th>${check.code}</th><th>${check.file}</th></tr>
${problems.slice(0, SHOWN).map((one) => html`<tr><td>${one.code}</td><td>${one.path ?? ''}</td></tr>`)}</table>`
}
<form method="post" action="/take" class="row">${hidden({ token, ...asked })}
<button autofocus>${fatal ? check.refuse : check.take(packets)}</button></form><p><a href="/">${words.back}</a></p></section>`,
  )
}

/** The letter is Indonesian whoever reads the page: offices write to each other so. */
export function letterPage(view: View, letter: string): string {
  const { desk, back } = view.words
  return page(
    view,
    desk.letter,
    html`<section><pre lang="id">${letter}</pre><p><a href="/">${back}</a></p></section>`,
  )
}
