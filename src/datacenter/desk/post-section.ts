import { waitingForCentre } from '../forward.ts'
import type { Site } from '../site.ts'
import { hidden, html, type Html } from './html.ts'
import { dayOfMoment, number, type View } from './view.ts'

/** At a collecting post: what it holds and the centre has not answered, the way there and back. Nothing at a site of the centre. */
export async function postSection(view: View, site: Site): Promise<Html> {
  if (site.grade !== 'post') return html``
  const { words, token, here } = view
  const { post, desk } = words
  const waiting = await waitingForCentre(site.registry.read)
  const form = (path: string, name: string, label: string, act: string) =>
    html`<form method="post" action="${path}" class="row">${hidden({ token })}<label>${label}<input name="${name}" required maxlength="4096" value="${here.typed?.[name] ?? ''}"></label><button>${act}</button></form>`
  return html`<section id="pusat" tabindex="-1"><h2>${post.title}</h2>${
    waiting.length === 0
      ? html`<p class="quiet">${post.none}</p>`
      : html`<p>${post.text}</p><table><tr><th>${desk.station}</th><th>${desk.packets}</th><th>${post.since}</th></tr>
${waiting.map((one) => html`<tr><td>${one.station}</td><td>${number(view, one.packets)}</td><td>${dayOfMoment(view, one.since)}</td></tr>`)}</table>
${form('/teruskan', 'drive', post.drive, post.doForward)}`
  }${form('/dari-pusat', 'central', post.answer, post.doAnswer)}${form('/untuk-stasiun', 'back', post.back, post.doBack)}</section>`
}
