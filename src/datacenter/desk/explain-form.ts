import { explanations } from '../explained.ts'
import type { Gap } from '../gaps.ts'
import type { SqlReader } from '../store/sql.ts'
import { hidden, html, type Html } from './html.ts'
import { moment, type View } from './view.ts'

/** Missing numbers of a station that are named one by one. */
const NAMED = 40

export function named({ words }: View, numbers: readonly number[]): string {
  const rest = numbers.length - NAMED
  const first = numbers.slice(0, NAMED).join(', ')
  return rest > 0 ? words.desk.andMore(first, rest) : first
}

/** What is typed where a person settles a gap; folded away until somebody does. */
export function explainForm(view: View, { station, epoch, sequences, series }: Gap): Html {
  const { words, token, here } = view
  const { desk } = words
  const typed = here.typed?.['station'] === station && here.typed['epoch'] === epoch ? here.typed : undefined
  const { numbers = sequences.slice(0, NAMED).join(', '), reason = '', person = '' } = typed ?? {}
  return html`<details${typed ? html` open` : ''}><summary>${desk.doExplain}<span class="only-read">${desk.explainOf(station)}</span></summary><form method="post" action="/dijelaskan">${hidden({ token, station, epoch })}
${sequences.length === 0 ? '' : html`<label>${desk.numbers}<input name="numbers" maxlength="4000" value="${numbers}"></label>`}
${series.length === 0 ? '' : html`<label class="tick"><input type="checkbox" name="parts" value="1" checked>${desk.partsToo}</label>`}
<label>${desk.why}<input name="reason" required minlength="5" maxlength="500" value="${reason}"></label>
<label>${desk.who}<input name="person" required minlength="2" maxlength="100" value="${person}"></label><button>${desk.doExplain}</button></form></details>`
}

/** Lines that a page shows. */
const SHOWN = 200

/** What is not asked for any more, and by whose word. */
export async function explainedList(view: View, db: SqlReader): Promise<Html> {
  const { desk } = view.words
  const list = await explanations(db)
  if (list.length === 0) return html``
  return html`<h3>${desk.explained}</h3><table><tr><th>${desk.station}</th><th>${desk.numbers}</th><th>${desk.why}</th><th>${desk.who}</th></tr>
${list.slice(0, SHOWN).map(({ station, explained: { sequences, series }, reason, person, at, site }) => html`<tr><td>${station}</td><td>${named(view, sequences)}${series.length > 0 ? html` <span class="quiet">${desk.further}</span>` : ''}</td><td>${reason}</td><td>${person}<br><span class="quiet">${site}, ${moment(view, at)}</span></td></tr>`)}</table>`
}
