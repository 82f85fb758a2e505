import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keyLine, sampleId, sampleKey } from '../formats/testing/sample.ts'
import { issueCertificate } from '../formats/trust/certificate.ts'
import { packSigned } from '../formats/wire/wire.ts'
import { openSite } from './open-site.ts'
import { Sender } from './testing/sender.ts'
import { type ServedSite, serveSampleSite } from './testing/served-site.ts'

let served: ServedSite
beforeEach(async () => {
  served = await serveSampleSite()
})
afterEach(() => served.close())

it('who asks without a known key has the site judge none of its thousands of certificates again', async () => {
  const { site, sender } = served
  const packet = sender.seal()
  await sender.announce([packet])
  const trust = site.trust
  const read = vi.spyOn(site.registry, 'certificates')
  const stranger = new Sender(2)
  stranger.url = sender.url
  const own = sampleKey(77)
  const forged = issueCertificate(own, {
    serial: 9,
    subject: { kind: 'station', station: stranger.station, epoch: sampleId(9) },
    key: keyLine(stranger.key),
    purposes: ['packet', 'http'],
  })
  for (let n = 0; n < 3; n++) {
    const said = { ...stranger.announcement([packet]), certificates: [packSigned(forged)] }
    expect((await stranger.say(said)).status).toBe(401)
    expect((await stranger.create(packet)).status).toBe(401)
    expect(await sender.announce([packet])).toMatchObject([{ verdict: 'wanted' }])
  }
  expect([site.trust === trust, read.mock.calls.length]).toEqual([true, 0])
  // A station that is certified is known at once, to this process and to another one of the site.
  const another = await openSite(site.dir, site.code)
  expect(await stranger.announce([stranger.seal()])).toMatchObject([{ verdict: 'wanted' }])
  await another.refreshTrust()
  expect(another.trust.accepted.length).toBe(site.trust.accepted.length)
  await another.close()
})
