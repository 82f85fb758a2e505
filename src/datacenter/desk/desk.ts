import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createLine } from 'node:net'
import { dirname, resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type Zone, zoneWord } from '../../contract/zone.ts'
import { checkBag } from '../../formats/bag/check.ts'
import { type Fault, isFault } from '../../lib/fault.ts'
import { QR_FILE_LIMIT, readQr } from '../../lib/qr/read-qr.ts'
import { explainGap } from '../explain.ts'
import { receiptsFor, takeCentralWords, writeForward } from '../forward.ts'
import { learnFrom } from '../intake.ts'
import { registerArrival, takeArrival } from '../intake-arrivals.ts'
import { replyLetter } from '../intake-reply.ts'
import type { Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { settleStandstills } from '../standstill.ts'
import { UnderWay } from '../under-way.ts'
import { setOfficeHours } from '../office-hours.ts'
import { isZone, OFFICE_ZONES, officeZone, setOfficeZone } from '../office-zone.ts'
import { readReport } from '../stations/read.ts'
import { decideCase } from '../deciding/decide.ts'
import { casesPage } from '../deciding/page.ts'
import { destroyCard } from '../deciding/two-cards.ts'
import { stationsPage } from '../stations/page.ts'
import { againOf } from './again.ts'
import { html, type Html, page } from './html.ts'
import { checkPage, deskPage, letterPage } from './pages.ts'
import {
  type Here,
  keptLanguage,
  type Language,
  LANGUAGE_COOKIE,
  languageOf,
  LANGUAGES,
  short,
  statusWord,
  type View,
} from './view.ts'
import { refusalLines } from './words.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}
const FORM_LIMIT = 64 << 10
const LOCAL = /^(?:127\.0\.0\.1|localhost):\d+$/

type Form = Record<string, string>

const oldForm = (view: View) => html`<section><p class="bad">${view.words.oldForm}</p></section>`
const done = (words: string, more: Html | '' = '') =>
  html`<section role="status"><p class="good">${words}</p>${more}</section>`

function refusalHtml(view: View, error: Fault): Html {
  const { what, safe, todo } = refusalLines(error, view.language)
  return html`<section role="alert"><p class="bad">${what} (${error.code})</p><p>${safe}</p><p>${todo}</p></section>`
}

/** Whether somebody said the token that this desk gives out with its forms. */
function isOwn(said: unknown, token: string): boolean {
  const [a, b] = [Buffer.from(typeof said === 'string' ? said : ''), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** How long a form says that it is; a page of a stranger could send one without end. */
const lengthOf = ({ headers }: Request) => Number(headers.get('content-length') ?? Number.NaN)

/** The fields of a form that this desk itself had given out; undefined for another's. */
async function formOf(request: Request, token: string): Promise<Form | undefined> {
  if (!(lengthOf(request) <= FORM_LIMIT)) return undefined
  const form = Object.fromEntries(new URLSearchParams(await request.text()))
  return isOwn(form['token'], token) ? form : undefined
}

/** The texts of a report that somebody photographed, carried or pasted; undefined for a form that was not this desk's. */
async function reportOf(request: Request, token: string): Promise<string[] | undefined> {
  if (!(lengthOf(request) <= QR_FILE_LIMIT + FORM_LIMIT)) return undefined
  const form = await request.formData()
  if (!isOwn(form.get('token'), token)) return undefined
  const typed = form.get('text')
  const file = form.get('file')
  if (typeof typed === 'string' && typed.trim() !== '') return [typed.trim()]
  return file instanceof File && file.size > 0 ? readQr(new Uint8Array(await file.arrayBuffer())) : []
}

/** The pages of the intake desk. Reached from this computer alone, and by no other site's page: names, forms and frames are held to it. */
function pagesOf(site: Site): Hono {
  const token = randomBytes(24).toString('base64url')
  const app = new Hono()
  const shown = (body: string, status = 200) =>
    new Response(body, { status, headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' } })
  const seenBy = (c: Context, here: Here, zone: Zone): View => {
    const kept = keptLanguage(c.req.header('cookie')) ?? languageOf(c.req.header('accept-language'))
    return { language: kept, words: LANGUAGES[kept], zone, token, here }
  }
  const viewOf = async (c: Context, here: Here) => seenBy(c, here, await officeZone(site))

  /** The page of this place, with what was said and typed there. */
  const pageAt = async (view: View, said?: Html): Promise<string> => {
    const { path, typed = {} } = view.here
    switch (path) {
      case '/kasus':
        return casesPage(view, site, said)
      case '/stasiun':
        return stationsPage(view, site, said)
      case '/check': {
        const { arrival = '', folder = '' } = typed
        await learnFrom(site, folder)
        return checkPage(view, { arrival, folder }, await checkBag(folder, site.trust))
      }
      case '/reply':
        return letterPage(view, await replyLetter(site, typed['dinas'] ?? ''))
      default:
        path satisfies '/'
        return deskPage(view, site, said)
    }
  }

  app.use(async (c, next) => {
    // A page of another name that was pointed at this address asks under its own.
    if (!LOCAL.test(c.req.header('host') ?? '')) {
      const view = seenBy(c, { path: '/' }, OFFICE_ZONES[0]!)
      return shown(page(view, view.words.refused, html`<p>403</p>`), 403)
    }
    await next()
    return undefined
  })
  // What the pages themselves are made of does not answer: told without it.
  app.onError((error, c) => {
    if (!isFault(error)) throw error
    const view = seenBy(c, { path: '/' }, OFFICE_ZONES[0]!)
    return shown(page(view, view.words.bags, refusalHtml(view, error)), 503)
  })
  app.get('/', async (c) => {
    const asked = c.req.query('page')
    return shown(
      await pageAt(await viewOf(c, { path: '/', typed: asked === undefined ? {} : { page: asked } })),
    )
  })
  for (const path of ['/stasiun', '/kasus'] as const)
    app.get(path, async (c) => shown(await pageAt(await viewOf(c, { path }))))

  /** A form of one of the pages: `act` answers with the page that follows; a refusal is told on its own page `at`, with what was typed. */
  const posted = (path: string, at: '/' | '/kasus', act: (c: Context, form: Form) => Promise<string>) =>
    app.post(path, async (c) => {
      const form = await formOf(c.req.raw, token)
      if (!form) {
        const view = await viewOf(c, { path: at })
        return shown(await pageAt(view, oldForm(view)), 403)
      }
      try {
        return shown(await act(c, form))
      } catch (error) {
        if (!isFault(error)) throw error
        const view = await viewOf(c, { path: at, typed: form, fault: error })
        return shown(await pageAt(view, refusalHtml(view, error)), 400)
      }
    })
  const answered = async (c: Context, path: '/' | '/kasus', said: (view: View) => Html) => {
    const view = await viewOf(c, { path })
    return pageAt(view, said(view))
  }
  posted('/register', '/', async (c, { courier = '', medium = '', slip = '' }) => {
    await registerArrival(site, { courier, medium, slip })
    return answered(c, '/', ({ words }) => done(words.desk.registered))
  })
  posted('/check', '/', async (c, { arrival = '', folder = '' }) =>
    pageAt(await viewOf(c, { path: '/check', typed: { arrival, folder: resolve(folder) } })),
  )
  posted('/take', '/', async (c, { arrival = '', folder = '' }) => {
    const bag = resolve(folder)
    const { received, refused, orders, answer } = await takeArrival(site, arrival, bag, dirname(bag))
    return answered(c, '/', ({ words: { desk } }) =>
      done(
        desk.took(received, refused.length, orders),
        answer === null ? '' : html`<p>${desk.answer(answer)}</p>`,
      ),
    )
  })
  posted('/reply', '/', async (c, { dinas = '' }) =>
    pageAt(await viewOf(c, { path: '/reply', typed: { dinas } })),
  )
  posted('/dijelaskan', '/', async (c, { numbers = '', parts, ...form }) => {
    const { station = '', epoch = '', reason = '', person = '' } = form
    await explainGap(site, { station, epoch, numbers, parts: parts !== undefined, reason, person })
    return answered(c, '/', ({ words }) => done(words.desk.wasExplained(station)))
  })
  posted('/teruskan', '/', async (c, { drive = '' }) => {
    const made = await writeForward(site, resolve(drive))
    return answered(c, '/', ({ words: { post } }) =>
      made
        ? done(
            post.made(made.packets, made.folder),
            made.unread.length === 0
              ? ''
              : html`<p class="bad">${post.unread}</p>${made.unread.map(({ packet, station }) => html`<p>${station}: ${packet}</p>`)}`,
          )
        : done(post.none),
    )
  })
  posted('/dari-pusat', '/', async (c, { central = '' }) => {
    const { taken, known, refused, refusals } = await takeCentralWords(site, resolve(central))
    return answered(c, '/', ({ words: { post } }) =>
      done(post.took(taken, known, refused.length, refusals.length)),
    )
  })
  posted('/untuk-stasiun', '/', async (c, { back = '' }) => {
    const bags = await receiptsFor(site, resolve(back))
    return answered(c, '/', ({ words: { post } }) =>
      done(
        post.gave(bags.length),
        html`${bags.map(({ station, folder }) => html`<p>${station}: ${folder}</p>`)}`,
      ),
    )
  })
  posted('/zona', '/', async (c, { zone }) => {
    if (isZone(zone)) await setOfficeZone(site, zone)
    return answered(c, '/', (view) => done(view.words.desk.zoneKept(zoneWord(view.zone))))
  })
  posted('/jam', '/', async (c, { from = '', to = '', ...more }) => {
    const days = [0, 1, 2, 3, 4, 5, 6].filter((n) => more[`day${n}`] !== undefined)
    const always = from === '' && to === ''
    await setOfficeHours(site, always ? undefined : { from, to, days })
    return answered(c, '/', ({ words: { desk } }) => done(always ? desk.noHours : desk.hoursKept(from, to)))
  })
  posted('/dicocokkan', '/', async (c, { to = '' }) => {
    await settleStandstills(site, to)
    return answered(c, '/', ({ words }) => done(words.still.settled))
  })
  posted('/kasus', '/kasus', async (c, { packet = '', to = '', reason = '', person = '' }) => {
    const { decision, repeated } = await decideCase(site, { packet, to, reason, person })
    return answered(c, '/kasus', (view) => {
      const { deciding } = view.words
      const said = repeated ? deciding.repeated : deciding.decided
      return done(said(decision.packet, statusWord(view, decision.decided)))
    })
  })
  posted('/kartu', '/kasus', async (c, { packet = '', card = '', reason = '', person = '' }) => {
    const noted = await destroyCard(site, { packet, card, reason, person })
    return answered(c, '/kasus', ({ words }) => done(words.deciding.destroyed(noted.packet, noted.card)))
  })
  app.post('/stasiun', async (c) => {
    try {
      const texts = await reportOf(c.req.raw, token)
      const view = await viewOf(c, { path: '/stasiun' })
      if (!texts) return shown(await pageAt(view, oldForm(view)), 403)
      const { report, known } = await readReport(site, texts)
      const said = view.words.board.wasRead(report.station, short(report.day), known)
      return shown(await pageAt(view, done(said)))
    } catch (error) {
      if (!isFault(error)) throw error
      const view = await viewOf(c, { path: '/stasiun', fault: error })
      return shown(await pageAt(view, refusalHtml(view, error)), 400)
    }
  })
  const shownAgain = async (view: View): Promise<Response> => {
    const { path, typed = {}, fault } = view.here
    const asked = Object.keys(typed).every((name) => name === 'page') ? typed['page'] : null
    if (!fault && asked !== null && path !== '/check' && path !== '/reply') {
      const location = asked === undefined ? path : `${path}?page=${encodeURIComponent(asked)}`
      return new Response(null, { status: 303, headers: { ...HEADERS, location } })
    }
    try {
      return shown(await pageAt(view, fault && refusalHtml(view, fault)))
    } catch (error) {
      if (!isFault(error)) throw error
      const now = { ...view, here: { path: '/', typed, fault: error } as const }
      return shown(await pageAt(now, refusalHtml(now, error)), 400)
    }
  }
  // Nothing is done: the page is shown again in the language that was chosen, with what was typed and told there.
  app.post('/bahasa', async (c) => {
    const form = await formOf(c.req.raw, token)
    const view = await viewOf(c, { path: '/' })
    const again = form && againOf(form)
    if (!again) return shown(await pageAt(view, oldForm(view)), 403)
    const { language, here } = again
    const seen = { ...view, language, words: LANGUAGES[language], here }
    return keeping(language, await shownAgain(seen))
  })
  return app
}

/** The browser keeps the language, for a year and for this address alone. */
function keeping(language: Language, answer: Response): Response {
  const kept = `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly`
  answer.headers.append('set-cookie', kept)
  return answer
}

/** Serves the intake desk on this computer alone; port 0 picks a free one. */
export async function listenDesk(site: Site, port: number): Promise<Listening> {
  const answer = getRequestListener(pagesOf(site).fetch)
  const underWay = new UnderWay()
  const server = createServer((request, response) =>
    underWay.run(request, response, () => answer(request, response)),
  )
  const line = createLine((socket) => underWay.connect(server, socket, socket))
  await once(line.listen(port, '127.0.0.1'), 'listening')
  const bound = (line.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: () => underWay.close(line),
  }
}
