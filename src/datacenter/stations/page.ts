import { hidden, html, type Html, page } from '../desk/html.ts'
import { standstillSection } from '../desk/still.ts'
import { dayOfMoment, number, short, type View } from '../desk/view.ts'
import type { Site } from '../site.ts'
import { type StationLine, stationBoard } from './board.ts'

function heard(view: View, { heardAt, silentDays, silent, clockAhead }: StationLine): Html {
  const { board } = view.words
  if (heardAt === null || silentDays === null) return html`<td class="now bad">${board.never}</td>`
  const since = silentDays === 0 ? board.today : board.daysAgo(silentDays)
  return html`<td class="now ${silent ? 'bad' : 'good'}">${since}<br><span class="quiet">${dayOfMoment(view, heardAt)}</span>${clockAhead ? html`<br><span class="bad">${board.clockAhead}</span>` : ''}</td>`
}

function row(view: View, line: StationLine): Html {
  const { board } = view.words
  const { station, report, overdueDisks } = line
  if (!report)
    return html`<tr><td class="now"><strong>${station}</strong></td>${heard(view, line)}<td colspan="6" class="quiet">${board.noReport}</td></tr>`
  const count = (n: number) => number(view, n)
  const [none = 0, one = 0, more = 0] = report.copies
  const { today, waiting, oldestWaiting, onceOnly, diskCount, open, sites } = report
  return html`<tr><td class="now"><strong>${station}</strong></td>${heard(view, line)}
<td>${board.recorded(count(today.recorded))}<br><span class="quiet">${board.letters(count(today.suket), count(today.handedOver))}</span></td>
<td>${count(waiting)}${oldestWaiting === null ? '' : html`<br><span class="quiet">${board.since(short(oldestWaiting))}</span>`}</td>
<td class="${onceOnly > 0 ? 'bad' : ''}">${count(onceOnly)}</td>
<td>${count(none)} / ${count(one)} / ${count(more)}</td>
<td class="${overdueDisks > 0 ? 'bad' : ''}">${board.disks(diskCount, overdueDisks)}${open.alarms > 0 ? html`<br><span class="bad">${board.alarms(open.alarms)}</span>` : ''}</td>
<td>${sites.map(({ code, state }) => html`${code} ${board.sites[state]}<br>`)}${open.bags === undefined ? '' : html`<span class="bad">${board.late(open.bags)}</span>`}</td></tr>`
}

/** The board over all stations: reading a report, and what the newest ones say, the silent stations on top. */
export async function stationsPage(view: View, site: Site, said?: Html): Promise<string> {
  const { stations, total } = await stationBoard(site)
  const { words, token, here } = view
  const { board } = words
  const count = (n: number) => number(view, n)
  return page(
    view,
    words.stations,
    html`${said ?? ''}${await standstillSection(view, site)}
<section><h2>${board.read}</h2><form method="post" action="/stasiun" enctype="multipart/form-data" class="row">${hidden({ token })}
<label>${board.file}<input type="file" name="file" autofocus accept=".png,.jpg,.jpeg,.pdf,.txt"></label><label>${board.text}<input name="text" maxlength="2000" autocomplete="off" value="${here.typed?.['text'] ?? ''}"></label><button>${board.doRead}</button></form></section>
<section><h2>${board.all(total.stations, total.silent)}</h2>
<p>${board.recordedToday(count(total.recordedToday))} · ${board.waiting(count(total.waiting))}${total.oldestWaiting === null ? '' : ` ${board.since(short(total.oldestWaiting))}`} · ${total.onceOnly === 0 ? board.safe : board.onceOnly(count(total.onceOnly))}</p>
${
  stations.length === 0
    ? html`<p class="quiet">${board.none}</p>`
    : html`<table><tr>${board.heads.map((head) => html`<th>${head}</th>`)}</tr>${stations.map((line) => row(view, line))}</table>`
}</section>`,
  )
}
