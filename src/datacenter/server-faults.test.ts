import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../core/testing/index.ts'
import { sealed } from '../core/upload/testing/sites.ts'
import { uploadOnce } from '../core/upload/upload.ts'
import { uploadStatus } from '../core/upload/status.ts'
import { publicOf } from '../lib/minisign.ts'
import { listen, type Listening, type SiteTls } from './server.ts'
import { Site } from './site.ts'
import type { Switches } from './switches.ts'

/** Every way in which a site can fail, against the station's own client: nothing is counted, nothing lost, and all goes on when it is well. */

let dir: string
let tls: SiteTls & { ca: string }
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-tls-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    '/CN=CONTOH CA',
  )
  for (const name of ['site', 'expired']) {
    openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      '/CN=127.0.0.1',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    )
    const days =
      name === 'site' ? ['-days', '30'] : ['-not_before', '20200101000000Z', '-not_after', '20210101000000Z']
    try {
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-copy_extensions',
        'copyall',
        '-out',
        `${name}.pem`,
        ...days,
      )
    } catch {
      // OpenSSL before 3.4 has no -not_after here; an end before the beginning is out of its time as well.
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-copy_extensions',
        'copyall',
        '-out',
        `${name}.pem`,
        '-days',
        '-1',
      )
    }
  }
  const read = (name: string) => readFileSync(join(dir, name), 'utf8')
  tls = {
    ca: read('ca.pem'),
    cert: read('site.pem'),
    key: read('site.key'),
    expired: { cert: read('expired.pem'), key: read('expired.key') },
  }
})
afterAll(() => rmSync(dir, { recursive: true }))

let open: TestStation
let site: Site
let listening: Listening
const start = async (secure: boolean, ca?: string) => {
  const dinas = open?.dinas
  site = await Site.open({
    code: 'mmu',
    dir: open.temp('mmu'),
    root: publicOf(dinas.root),
    signing: dinas.sites.mmu,
    certificate: dinas.siteCertificate('mmu'),
    identity: dinas.datacenter.identity,
    now: open.ports.now,
  })
  listening = await listen(site, 0, secure ? { tls } : {})
  const [first] = open.station.profile.sites
  Object.assign(open.station.profile, {
    sites: [{ ...first!, url: listening.url, ...(ca === undefined ? {} : { ca }) }],
  })
}
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(async () => {
  await listening.close()
  await site.close()
  await open.close()
})

const state = () => uploadStatus(open.station)
const well = async () => {
  Object.assign(site.switches, {
    portal: false,
    cutsWithin: 0,
    bytesPerSecond: 0,
    fullDisk: false,
    refusing: 'none',
    expiredCertificate: false,
  })
  for (let round = 0; round < 3 && state().waiting > 0; round++) await uploadOnce(open.station)
  expect(state()).toMatchObject({ waiting: 0, work: [] })
}

describe('over a plain line', () => {
  it.each<[string, Partial<Switches>, { state: string; trouble?: string; notice?: string }]>([
    ['a captive portal', { portal: true }, { state: 'unreachable', trouble: 'UPLOAD-NO-RECEIPT' }],
    ['all down', { refusing: 'all' }, { state: 'unreachable' }],
    [
      'refusing in its own words',
      { refusing: 'uploads', notice: 'Sedang dipindahkan.' },
      { state: 'refusing', notice: 'Sedang dipindahkan.' },
    ],
  ])('%s', async (_, thrown, expected) => {
    await start(false)
    Object.assign(site.switches, thrown)
    await sealed(open, 1000)
    expect(await uploadOnce(open.station)).toMatchObject({ received: 0 })
    expect(state()).toMatchObject({ waiting: 1, sites: [expected] })
    await well()
  })

  it('a full disk is the site’s own trouble: it refuses, judges no packet, and takes it later', async () => {
    await start(false)
    site.switches.fullDisk = true
    await sealed(open, 1000)
    await uploadOnce(open.station)
    const said = { state: 'refusing', notice: expect.stringContaining('gangguan') as string }
    expect(state()).toMatchObject({ waiting: 1, work: [], sites: [said] })
    await well()
    expect(state()).toMatchObject({ sites: [{ state: 'open' }] })
  })

  it('connections cut at random bytes in either direction', async () => {
    await start(false)
    site.switches.cutsWithin = 60_000
    for (let n = 0; n < 3; n++) await sealed(open, 90_000)
    // The line stays as it is: whatever came before a cut is kept, so that it gets on.
    for (let round = 0; round < 200 && state().waiting > 0; round++) await uploadOnce(open.station)
    expect(state()).toMatchObject({ waiting: 0, work: [] })
    expect((await site.registry.counts()).received).toBe(3)
  })

  it('a slow line slows it down and breaks nothing', async () => {
    await start(false)
    site.switches.bytesPerSecond = 60_000
    await sealed(open, 40_000)
    const began = performance.now()
    expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
    expect(performance.now() - began).toBeGreaterThan(500)
  })

  it('a lost offset: the station goes on from what is left', async () => {
    await start(false)
    await sealed(open, 3_000_000)
    site.switches.bytesPerSecond = 500_000
    const incoming = join(site.dir, 'incoming')
    const held = () =>
      Math.max(0, ...readdirSync(incoming).map((name) => statSync(join(incoming, name)).size))
    const stopped = new AbortController()
    const round = uploadOnce(open.station, { now: true, signal: stopped.signal })
    while (held() < 100_000) await new Promise((resolve) => setTimeout(resolve, 20))
    stopped.abort()
    await round
    expect(held()).toBeGreaterThan(99_999)
    site.switches.bytesPerSecond = 0
    site.switches.losesOffset = 70_000
    await well()
    expect(site.switches.losesOffset).toBe(0)
  })

  it('a clock that is wrong dates its receipts wrongly, and they count all the same', async () => {
    await start(false)
    site.switches.clockOffMs = -400 * 86_400_000
    await sealed(open, 1000)
    expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
  })
})

describe('over TLS', () => {
  it('by the site’s own CA, that the profile names', async () => {
    await start(true, tls.ca)
    expect(listening.url).toMatch(/^https:/)
    await sealed(open, 300_000)
    expect(await uploadOnce(open.station)).toMatchObject({ received: 1 })
  })

  it('of an unknown CA nothing is sent', async () => {
    await start(true)
    await sealed(open, 1000)
    expect(await uploadOnce(open.station)).toMatchObject({ sent: 0 })
    expect(state()).toMatchObject({ waiting: 1, sites: [{ state: 'unreachable', trouble: 'UPLOAD-TLS' }] })
  })

  it('with a certificate out of its time has a code of its own', async () => {
    await start(true, tls.ca)
    site.switches.expiredCertificate = true
    await sealed(open, 1000)
    await uploadOnce(open.station)
    expect(state()).toMatchObject({
      waiting: 1,
      sites: [{ state: 'unreachable', trouble: 'UPLOAD-TLS-TIME' }],
    })
    await well()
  })
})
