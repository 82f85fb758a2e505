import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { checkBag, readBagCertificates } from '../../formats/bag/check.ts'
import { isFault } from '../../lib/fault.ts'
import { registerArrival, takeArrival } from '../intake-arrivals.ts'
import { replyLetter } from '../intake-reply.ts'
import type { Listening } from '../server.ts'
import type { Site } from '../site.ts'
import { html, page } from './html.ts'
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

/** The fields of a form that this desk itself had given out; undefined for another's. */
async function formOf(request: Request, token: string): Promise<Form | undefined> {
  const body = await request.text()
  if (body.length > FORM_LIMIT) return undefined
  const form = Object.fromEntries(new URLSearchParams(body))
  const said = Buffer.from(form['token'] ?? '')
  const own = Buffer.from(token)
  return said.length === own.length && timingSafeEqual(said, own) ? form : undefined
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
  app.get('/', (c) => {
    const asked = c.req.query('page') ?? ''
    return desk(undefined, 200, {}, /^\d{1,6}$/.test(asked) ? Number(asked) : 0)
  })
  const posted = (path: string, act: (form: Form) => Promise<Response>) =>
    app.post(path, async (c) => {
      const form = await formOf(c.req.raw, token)
      if (!form)
        return desk(html`<section><p class="bad">Formulir ini sudah lama. Ulangi.</p></section>`, 403)
      try {
        return await act(form)
      } catch (error) {
        if (!isFault(error)) throw error
        const { what, safe, todo } = refusalLines(error)
        return desk(
          html`<section role="alert"><p class="bad">${what} (${error.code})</p><p>${safe}</p><p>${todo}</p></section>`,
          400,
          form,
        )
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
