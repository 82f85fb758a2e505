import type { Site } from '../site.ts'
import { officeHours } from '../office-hours.ts'
import { standstills } from '../standstill.ts'
import { hidden, html, type Html } from './html.ts'
import { moment, type View } from './view.ts'

/** From when to when nothing was kept here, until somebody has held it against paper; empty for never. */
export async function standstillSection(view: View, site: Site): Promise<Html> {
  const { words, token } = view
  const spans = await standstills(site.registry.read)
  // A clock that was set back leaves them out of order.
  const upTo = spans
    .map(({ to }) => to)
    .toSorted()
    .at(-1)
  if (upTo === undefined) return html``
  const { title, span, back, paper, nightly, settle } = words.still
  const always = (await officeHours(site)) === undefined
  return html`<section><h2>${title}</h2>${spans.map(({ from, to }) => html`<p class="bad">${span(moment(view, from), moment(view, to))}</p>`)}
${site.peer === undefined ? '' : html`<p>${back}</p>`}<p>${paper}</p>${always ? html`<p><a href="/#kantor">${nightly}</a></p>` : ''}<form method="post" action="/dicocokkan">${hidden({ token, to: upTo })}<button>${settle}</button></form></section>`
}
