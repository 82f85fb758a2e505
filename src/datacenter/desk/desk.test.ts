import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUNDLE_NAME } from '../../formats/trust/bundle.ts'
import { intake } from '../intake.ts'
import { arrivals } from '../intake-arrivals.ts'
import { openSite } from '../open-site.ts'
import type { Listening } from '../server.ts'
import { recordOf, setDue } from '../registry/records.ts'
import { putSetting } from '../registry/settings.ts'
import type { Site } from '../site.ts'
import { bagOf } from '../testing/bag.ts'
import { beat } from '../standstill.ts'
import { Sender } from '../testing/sender.ts'
import { siteFolder } from '../testing/site-folder.ts'
import { officeHours } from '../office-hours.ts'
import { officeZone } from '../office-zone.ts'
import { listenDesk } from './desk.ts'
import { en } from './i18n/en.ts'
import { id } from './i18n/id.ts'
import { languageOf } from './view.ts'

let dir: string
let drive: string
let site: Site
let desk: Listening
beforeEach(async () => {
  dir = siteFolder()
  drive = join(dirname(dir), 'drive')
  mkdirSync(drive)
  site = await openSite(dir, 'mmu')
  desk = await listenDesk(site, 0)
})
afterEach(async () => {
  await desk.close()
  await site.close()
  rmSync(dirname(dir), { recursive: true })
})

const get = async () => (await fetch(desk.url)).text()
const token = async () => /name="token" value="([^"]+)"/.exec(await get())![1]!
async function post(path: string, form: Record<string, string>): Promise<{ status: number; text: string }> {
  const body = new URLSearchParams({ token: await token(), ...form })
  const response = await fetch(`${desk.url}${path}`, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

function bag(): Promise<string> {
  const sender = new Sender(1)
  return bagOf(sender, { drive, packets: [sender.seal()], sequence: 2 })
}

const register = () => post('/register', { courier: 'Contoh <b>Kurir</b>', medium: 'USB', slip: 'SJ-1' })
const arrival = async () => (await arrivals(site.registry.read))[0]!

describe('the intake desk', () => {
  it('registers, checks without taking, takes, tells what is missing, and writes the reply', async () => {
    expect((await register()).text).toContain('Kedatangan dicatat.')
    // What a courier wrote stays text.
    expect(await get()).toContain('Contoh &#60;b&#62;Kurir&#60;/b&#62;')
    const folder = await bag()
    const asked = { arrival: (await arrival()).id, folder }
    expect((await post('/check', asked)).text).toContain('1 paket utuh, pengirim dikenal.')
    expect(await site.registry.counts()).toMatchObject({ received: 0 })
    expect((await post('/take', asked)).text).toContain('1 paket diterima, 0 ditolak.')
    expect(await site.registry.counts()).toMatchObject({ received: 1 })
    const now = await get()
    expect(now).toContain('stasiun 5272-01-A, tas 2: 1 diterima, 0 ditolak')
    expect(now).toMatch(/<td>5272-01-A<\/td><td>1<\/td><td>0<\/td>/)
    expect((await post('/reply', { dinas: '5272' })).text).toContain('tas nomor 1 belum tiba')
    // What is missing is settled here, with who and why.
    const { station, epoch } = (await arrival()) as { station: string; epoch: string }
    const said = { station, epoch, numbers: '1', person: 'Contoh <i>Petugas</i>' }
    const refused = await post('/dijelaskan', said)
    expect([refused.status, refused.text.includes('Penjelasan belum lengkap (alasan)')]).toEqual([400, true])
    expect(refused.text).toContain('value="Contoh &#60;i&#62;Petugas&#60;/i&#62;"')
    const settled = await post('/dijelaskan', { ...said, reason: 'Drive hilang di jalan' })
    expect(settled.text).toContain('Dicatat: penjelasan untuk stasiun 5272-01-A.')
    expect(settled.text).toContain('Tidak ada nomor tas yang hilang.')
    expect(settled.text).toContain('Drive hilang di jalan')
    expect((await post('/reply', { dinas: '5272' })).text).not.toContain('belum tiba')
  })

  it('names what is wrong with a bag that brings no readable certificates', async () => {
    await register()
    const folder = await bag()
    rmSync(join(folder, BUNDLE_NAME))
    const shown = await post('/check', { arrival: (await arrival()).id, folder })
    expect([shown.status, shown.text.includes('BAG-MISSING')]).toEqual([200, true])
  })

  it('names what is wrong with a bag, takes nothing of it, and notes the refusal', async () => {
    await register()
    const folder = await bag()
    writeFileSync(join(folder, 'fetch.txt'), 'x')
    const asked = { arrival: (await arrival()).id, folder }
    expect((await post('/check', asked)).text).toContain('BAG-FETCH')
    expect(await post('/take', asked)).toMatchObject({ status: 400 })
    expect(await arrival()).toMatchObject({ state: 'refused', code: 'BAG-FETCH' })
    expect(await site.registry.counts()).toMatchObject({ received: 0 })
    expect((await post('/check', { ...asked, folder: join(drive, 'none') })).status).toBe(400)
  })

  it('says what is wrong with a form in three lines, and keeps what was typed', async () => {
    const { status, text } = await post('/register', { courier: ' ', medium: 'Diska "besar"', slip: 'SJ-1' })
    expect(status).toBe(400)
    expect(text).toContain('Catatan kedatangan belum lengkap (kurir).')
    expect(text).toContain('Tidak ada tas yang dibuka.')
    expect(text).toContain('value="Diska &#34;besar&#34;"')
    expect(await arrivals(site.registry.read)).toEqual([])
  })

  it('takes no form that it did not give out, and answers under no other name', async () => {
    const body = new URLSearchParams({ courier: 'x', medium: 'x', slip: 'x' })
    const forged = await fetch(`${desk.url}/register`, { method: 'POST', body })
    expect(forged.status).toBe(403)
    expect(await arrivals(site.registry.read)).toEqual([])
    const status = await new Promise((resolve) => {
      request(desk.url, { headers: { host: 'evil.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(status).toBe(403)
    const { headers } = await fetch(desk.url)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('shows ten thousand arrivals by pages, what nobody has looked at first, and gaps in few words', async () => {
    await site.registry.transaction(async (tx) => {
      for (let n = 0; n < 10_000; n++) {
        const at = new Date(Date.parse('2026-01-01T00:00:00.000Z') + n * 60_000).toISOString()
        const waits = n === 7
        await tx.run(
          `INSERT INTO arrival (id, at, courier, medium, slip, state, station, epoch, sequence, received, refused)
           VALUES (?, ?, ?, 'USB', ?, ?, ?, 'e', ?, 1, 0)`,
          [
            `a${n}`,
            at,
            waits ? 'Belum Diperiksa' : 'Kurir',
            `SJ-${n}`,
            waits ? 'registered' : 'taken',
            `5272-01-${String.fromCodePoint(65 + (n % 20))}`,
            n,
          ],
        )
      }
    })
    const first = await get()
    expect(first).toContain('10.000 kedatangan, 1 belum diperiksa.')
    expect(first.indexOf('Belum Diperiksa')).toBeGreaterThan(0)
    expect(first.indexOf('Belum Diperiksa')).toBeLessThan(first.indexOf('surat jalan SJ-9999'))
    expect(first).toContain('Halaman 1 dari 50.')
    expect(first).toMatch(/dan \d+ lagi/)
    expect(first.length).toBeLessThan(200_000)
    const last = await (await fetch(`${desk.url}/?page=49`)).text()
    expect(last).toContain('surat jalan SJ-0<')
    expect(last).not.toContain('Berikutnya')
    const slips = new Set<string>()
    for (let n = 0; n < 50; n++) {
      const text = await (await fetch(`${desk.url}/?page=${n}`)).text()
      for (const [, slip] of text.matchAll(/surat jalan (SJ-\d+)/g)) slips.add(slip!)
    }
    expect(slips.size).toBe(10_000)
    expect((await fetch(`${desk.url}/?page=-1`)).status).toBe(200)
  })
})

/** Everything that is said in one language, but for what reads the same in the other. */
function onlyIn(words: object, other: object): string[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const theirs = (other as Record<string, unknown>)[name]
    if (typeof value === 'string') return value === theirs ? [] : [value]
    return typeof value === 'object' && value !== null && typeof theirs === 'object' && theirs !== null
      ? onlyIn(value, theirs)
      : []
  })
}

describe('languages and zones', () => {
  const inEnglish = async (path: string, headers: Record<string, string> = {}) =>
    (
      await fetch(`${desk.url}${path}`, { headers: { 'accept-language': 'en-GB,en;q=0.9', ...headers } })
    ).text()
  const to = async (language: string, form: Record<string, string>) => {
    const body = new URLSearchParams({ token: await token(), language, ...form })
    return fetch(`${desk.url}/bahasa`, { method: 'POST', body, redirect: 'manual' })
  }

  it.each([
    [undefined, 'id'],
    ['*', 'id'],
    ['en-US,en;q=0.9', 'en'],
    ['id-ID,id;q=0.9,en;q=0.8', 'id'],
    ['en;q=0.4,in;q=0.5', 'id'],
    ['fr, en;q=0.1', 'en'],
    ['en;q=0', 'id'],
    [';;,=;q=x', 'id'],
  ])('%s is %s', (accepted, language) => {
    expect(languageOf(accepted)).toBe(language)
  })

  it('every page is English for who asks for it, with no word of the other language on it', async () => {
    await register()
    const folder = await bag()
    const asked = { arrival: (await arrival()).id, folder }
    await post('/check', asked)
    await post('/take', asked)
    await register()
    const foreign = onlyIn(id, en).filter((words) => words.length > 3 && words !== id.otherLanguage)
    for (const path of ['/', '/stasiun', '/kasus']) {
      const text = await inEnglish(path)
      expect(text).toContain('<html lang="en">')
      const shown = text.replaceAll(/<[^>]*>/g, '\n').split('\n')
      expect(shown.filter((line) => foreign.includes(line.trim()))).toEqual([])
    }
    expect(await inEnglish('/')).toContain('station 5272-01-A, bag 2: 1 received, 0 refused')
  })

  it('a browser keeps the one that was chosen, above what it asks for; the page is gone back to', async () => {
    const chosen = await to('id', { path: '/kasus', typed: '{}' })
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/kasus'])
    const kept = chosen.headers.get('set-cookie')!
    expect(kept).toMatch(/^rekam-bahasa=id; .*SameSite=Strict; HttpOnly$/)
    expect(await inEnglish('/kasus', { cookie: kept.split(';')[0]! })).toContain('<html lang="id">')
    const second = await to('en', { path: '/', typed: '{"page":"3"}' })
    expect(second.headers.get('location')).toBe('/?page=3')
  })

  it('a refusal is told in the other language with what was typed, and nothing is done', async () => {
    const { text } = await post('/register', { courier: ' ', medium: 'Diska "besar"', slip: 'SJ-1' })
    const again = /action="\/bahasa">(.*?)<\/form>/.exec(text)![1]!
    const fields = [...again.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    ])
    const answer = await to('en', Object.fromEntries(fields) as Record<string, string>)
    const english = await answer.text()
    expect(english).toContain('The record of the arrival is not complete (courier).')
    expect(english).toContain('value="Diska &#34;besar&#34;"')
    expect(await arrivals(site.registry.read)).toEqual([])
    expect((await to('en', { path: '/elsewhere', typed: '{}' })).status).toBe(403)
    expect((await to('en', { path: '/', typed: '{' })).status).toBe(403)
    const body = new URLSearchParams({ language: 'en', path: '/', typed: '{}', token: 'x' })
    expect((await fetch(`${desk.url}/bahasa`, { method: 'POST', body })).status).toBe(403)
  })

  it('a check is made again in the other language; a medium that is gone is said there', async () => {
    await register()
    const folder = await bag()
    const typed = JSON.stringify({ arrival: (await arrival()).id, folder })
    expect(await (await to('en', { path: '/check', typed })).text()).toContain(
      '1 packet undamaged, the sender is known.',
    )
    expect(await arrival()).toMatchObject({ state: 'registered' })
    rmSync(folder, { recursive: true })
    const gone = await to('en', { path: '/check', typed })
    expect(gone.status).toBe(400)
    expect(await gone.text()).toContain('FILE-MISSING')
  })

  it('times and days are those of the office, and the zone is said', async () => {
    await site.registry.transaction((tx) =>
      tx.run(
        `INSERT INTO arrival (id, at, courier, medium, slip, state, station, epoch, sequence, received, refused)
         VALUES ('a', '2026-11-23T16:30:00.000Z', 'Kurir', 'USB', 'SJ-1', 'taken', '5272-01-A', 'e', 1, 1, 0)`,
      ),
    )
    const first = await get()
    expect(first).toContain('Semua jam: WIB')
    expect(first).toContain('<th>Tiba (WIB)</th>')
    expect(first).toContain('23-11-2026<br>23.30')
    expect((await post('/zona', { zone: 'Asia/Makassar' })).text).toContain('Zona waktu kantor: WITA.')
    const after = await get()
    expect(after).toContain('<th>Tiba (WITA)</th>')
    expect(after).toContain('24-11-2026<br>00.30')
    expect((await post('/reply', { dinas: '5272' })).text).toContain('- 2026-11-24  stasiun 5272-01-A')
    expect((await post('/zona', { zone: 'Europe/Paris' })).text).toContain('Zona waktu kantor: WITA.')
    const post52 = { registry: site.registry, code: 'pos-5272' }
    await site.registry.transaction((tx) => tx.run(`DELETE FROM setting WHERE name = 'zone'`))
    expect(await officeZone(post52)).toBe('Asia/Makassar')
  })
})

describe('days that may be missing', () => {
  it('stand on the desk and on the board until somebody has held them against paper', async () => {
    expect(await get()).not.toContain('mungkin tidak lengkap')
    await site.registry.transaction((tx) => putSetting(tx, 'alive', '2026-11-20T01:00:00.000Z'))
    await beat(site)
    for (const path of ['/', '/stasiun']) {
      const text = await (await fetch(`${desk.url}${path}`)).text()
      expect(text).toContain('Catatan hari-hari ini mungkin tidak lengkap')
      expect(text).toMatch(/Dari 20-11-2026 08\.00 WIB sampai \d{2}-\d{2}-\d{4} \d{2}\.\d{2} WIB tidak ada/)
    }
    const to = /name="to" value="([^"]+)"/.exec(await get())![1]!
    expect((await post('/dicocokkan', { to })).text).toContain('sudah dicocokkan.')
    expect(await get()).not.toContain('mungkin tidak lengkap')
  })
})

it('an office that switches its site off every evening says so once', async () => {
  expect(await get()).toContain('name="day1" value="1" checked')
  const week = { from: '08:00', to: '15:30', day1: '1', day6: '1' }
  expect((await post('/jam', week)).text).toContain('Jam kantor 08:00-15:30')
  expect(await officeHours(site)).toEqual({ from: '08:00', to: '15:30', days: [1, 6] })
  const shown = await get()
  expect([
    shown.includes('name="day6" value="1" checked'),
    shown.includes('name="day2" value="1" checked'),
  ]).toEqual([true, false])
  const refused = await post('/jam', { from: '08:00', to: '' })
  expect([refused.status, refused.text.includes('Jam kantor belum lengkap')]).toEqual([400, true])
  expect((await post('/jam', { from: '', to: '' })).text).toContain('situs ini selalu hidup')
  expect(await officeHours(site)).toBeUndefined()
})

describe('the page of cases', () => {
  const sender = new Sender(1)
  const cases = async () => (await fetch(`${desk.url}/kasus`)).text()

  it('shows both persons side by side, takes a decision, and keeps who and why', async () => {
    expect(await cases()).toContain('Tidak ada kasus yang menunggu keputusan.')
    await site.learn([sender.certificate])
    const [first, other] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2, nik: 1 })]
    for (const packet of [first, other]) {
      await site.take(packet.bytes, packet.signature, 1, { ...packet, station: sender.station })
      await site.registry.transaction((tx) => setDue(tx, packet.id, '2000-01-01T00:00:00.000Z'))
      await site.work()
    }
    const shown = await cases()
    expect(shown).toContain('1 kasus menunggu keputusan.')
    expect(shown).toContain(`<th scope="col">${other.id}</th><th scope="col">${first.id}</th>`)
    const names = await Promise.all(
      [other, first].map(async (packet) => (await recordOf(site.registry.read, packet.id))!.name),
    )
    expect(shown).toContain(`<th scope="row">Nama</th><td>${names[0]}</td><td>${names[1]}</td>`)
    expect(shown).toContain('NIK sama')
    const asked = {
      packet: other.id,
      to: 'PRINT_READY_RECORD',
      reason: 'Dua <i>orang</i>',
      person: 'Contoh Petugas',
    }
    const refused = await post('/kasus', { ...asked, person: '' })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('Keputusan belum lengkap (nama yang memutuskan).')
    expect(refused.text).toContain('value="Dua &#60;i&#62;orang&#60;/i&#62;"')
    const forged = await fetch(`${desk.url}/kasus`, { method: 'POST', body: new URLSearchParams(asked) })
    expect(forged.status).toBe(403)
    expect((await recordOf(site.registry.read, other.id))?.status).toBe('ADJUDICATE_RECORD')
    expect((await post('/kasus', asked)).text).toContain('keputusan dicatat')
    const after = (await post('/kasus', asked)).text
    expect(after).toContain('sudah diputuskan begitu')
    expect(after).toContain('Tidak ada kasus yang menunggu keputusan.')
    expect(after).toContain('Dua &#60;i&#62;orang&#60;/i&#62;</td><td>Contoh Petugas')
    expect((await recordOf(site.registry.read, other.id))?.status).toBe('PRINT_READY_RECORD')
  })
})

describe('the desk of a collecting post', () => {
  it('lists what the centre has not answered, and is the way there and back', async () => {
    const postDir = siteFolder('post')
    const held = await openSite(postDir, 'pos-5272')
    const own = await listenDesk(held, 0)
    const at = async (path: string, form: Record<string, string>) => {
      const said = /name="token" value="([^"]+)"/.exec(await (await fetch(own.url)).text())![1]!
      const body = new URLSearchParams({ token: said, ...form })
      return (await fetch(`${own.url}${path}`, { method: 'POST', body })).text()
    }
    try {
      expect(await get()).not.toContain(id.post.title)
      const folder = await bag()
      const { answer } = await intake(held, folder, drive)
      expect(answer).not.toBeNull()
      const page = await (await fetch(own.url)).text()
      expect(page).toMatch(/Belum ada tanda terima pusat data untuk:[^]*<td>5272-01-A<\/td><td>1<\/td>/)
      expect(await at('/teruskan', { drive })).toContain('1 paket ditulis ke ')
      const central = await intake(site, join(drive, 'REKAM-POS-5272-2'), drive)
      expect([central.received, central.station]).toEqual([1, 'POS-5272'])
      expect(await at('/dari-pusat', { central: central.answer! })).toContain(
        '1 tanda terima baru, 0 sudah ada.',
      )
      expect(await (await fetch(own.url)).text()).toContain(id.post.none)
      expect(await at('/untuk-stasiun', { back: drive })).toContain('Tanda terima ditulis untuk 1 stasiun.')
      expect(await at('/teruskan', { drive: '/nowhere' })).toContain(id.post.none)
    } finally {
      await own.close()
      await held.close()
      rmSync(dirname(postDir), { recursive: true })
    }
  })
})
