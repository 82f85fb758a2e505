import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { checkBag, readBagCertificates } from '../../formats/bag/check.ts'
import { type Fault, isFault } from '../../lib/fault.ts'
import { QR_FILE_LIMIT, readQr } from '../../lib/qr/read-qr.ts'
import { registerArrival, takeArrival } from '../intake-arrivals.ts'
import { replyLetter } from '../intake-reply.ts'
import type { Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { html, type Html, page } from './html.ts'
import { readReport } from '../stations/read.ts'
import { decideCase } from '../deciding/decide.ts'
import { casesPage } from '../deciding/page.ts'
import { stationsPage } from '../stations/page.ts'
import { checkPage, deskPage, letterPage } from './pages.ts'
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

const OLD_FORM = html`<section><p class="bad">Formulir ini sudah lama. Ulangi.</p></section>`

function refusalHtml(error: Fault): Html {
  const { what, safe, todo } = refusalLines(error)
  return html`<section role="alert"><p class="bad">${what} (${error.code})</p><p>${safe}</p><p>${todo}</p></section>`
}

/** Whether somebody said the token that this desk gives out with its forms. */
function isOwn(said: unknown, token: string): boolean {
  const [a, b] = [Buffer.from(typeof said === 'string' ? said : ''), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The fields of a form that this desk itself had given out; undefined for another's. */
async function formOf(request: Request, token: string): Promise<Form | undefined> {
  const body = await request.text()
  if (body.length > FORM_LIMIT) return undefined
  const form = Object.fromEntries(new URLSearchParams(body))
  return isOwn(form['token'], token) ? form : undefined
}

/** The texts of a report that somebody photographed, carried or pasted; undefined for a form that was not this desk's. */
async function reportOf(request: Request, token: string): Promise<string[] | undefined> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!(length <= QR_FILE_LIMIT + FORM_LIMIT)) return undefined
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
  const desk = async (said?: Parameters<typeof deskPage>[2], status = 200, typed: Form = {}, at = 0) =>
    shown(await deskPage(site, token, said, typed, at), status)
  app.use(async (c, next) => {
    // A page of another name that was pointed at this address asks under its own.
    if (!LOCAL.test(c.req.header('host') ?? '')) return shown(page('Ditolak', html`<p>403</p>`), 403)
    await next()
    return undefined
  })
  // What the pages themselves are made of does not answer: told without it.
  app.onError((error) => {
    if (!isFault(error)) throw error
    return shown(page('Penerimaan tas', refusalHtml(error)), 503)
  })
  app.get('/', (c) => {
    const asked = c.req.query('page') ?? ''
    return desk(undefined, 200, {}, /^\d{1,6}$/.test(asked) ? Number(asked) : 0)
  })
  app.get('/stasiun', async () => shown(await stationsPage(site, token)))
  app.post('/stasiun', async (c) => {
    try {
      const texts = await reportOf(c.req.raw, token)
      if (!texts) return shown(await stationsPage(site, token, OLD_FORM), 403)
      const { report, known } = await readReport(site, texts)
      const words = `Stasiun ${report.station}, ${report.day}: ${known ? 'laporan ini sudah ada' : 'laporan dibaca'}.`
      return shown(await stationsPage(site, token, html`<section><p class="good">${words}</p></section>`))
    } catch (error) {
      if (!isFault(error)) throw error
      return shown(await stationsPage(site, token, refusalHtml(error)), 400)
    }
  })
  app.get('/kasus', async () => shown(await casesPage(site, token)))
  app.post('/kasus', async (c) => {
    const form = await formOf(c.req.raw, token)
    if (!form) return shown(await casesPage(site, token, OLD_FORM), 403)
    try {
      const { packet = '', to = '', reason = '', person = '' } = form
      const { decision, repeated } = await decideCase(site, { packet, to, reason, person })
      const words = `${decision.packet}: ${repeated ? 'sudah diputuskan begitu' : 'keputusan dicatat'} (${decision.decided}).`
      return shown(
        await casesPage(site, token, html`<section role="status"><p class="good">${words}</p></section>`),
      )
    } catch (error) {
      if (!isFault(error)) throw error
      return shown(await casesPage(site, token, refusalHtml(error), form), 400)
    }
  })
  const posted = (path: string, act: (form: Form) => Promise<Response>) =>
    app.post(path, async (c) => {
      const form = await formOf(c.req.raw, token)
      if (!form) return desk(OLD_FORM, 403)
      try {
        return await act(form)
      } catch (error) {
        if (!isFault(error)) throw error
        return desk(refusalHtml(error), 400, form)
      }
    })
  posted('/register', async ({ courier = '', medium = '', slip = '' }) => {
    await registerArrival(site, { courier, medium, slip })
    return desk(html`<section><p class="good">Kedatangan dicatat.</p></section>`)
  })
  posted('/check', async ({ arrival = '', folder = '' }) => {
    const bag = resolve(folder)
    await site.learn(await readBagCertificates(bag))
    return shown(checkPage({ arrival, folder: bag }, await checkBag(bag, site.trust), token))
  })
  posted('/take', async ({ arrival = '', folder = '' }) => {
    const bag = resolve(folder)
    const { received, refused, orders, answer } = await takeArrival(site, arrival, bag, dirname(bag))
    return desk(
      html`<section><p class="good">${received} paket diterima, ${refused.length} ditolak${orders > 0 ? `, ${orders} pesanan kartu` : ''}.</p>${answer === null ? '' : html`<p>Tas jawaban: ${answer}</p>`}</section>`,
    )
  })
  posted('/reply', async ({ dinas = '' }) => {
    const day = site.now().toISOString().slice(0, 10)
    return shown(letterPage(await replyLetter(site.registry.read, site.code, dinas, day)))
  })
  return app
}

/** Serves the intake desk on this computer alone; port 0 picks a free one. */
export async function listenDesk(site: Site, port: number): Promise<Listening> {
  const answer = getRequestListener(pagesOf(site).fetch)
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', done)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((done, failed) => {
        server.close((error) => (error ? failed(error) : done()))
        server.closeAllConnections()
      }),
  }
}
