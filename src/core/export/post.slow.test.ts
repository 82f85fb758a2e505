import { afterEach, beforeEach, expect, it } from 'vitest'
import { receiptsFor, takeCentralWords, waitingForCentre, writeForward } from '../../datacenter/forward.ts'
import { intake } from '../../datacenter/intake.ts'
import { listen, type Listening } from '../../datacenter/server.ts'
import { Site } from '../../datacenter/site.ts'
import { packSigned } from '../../formats/wire/wire.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { generateSigningKey, publicOf } from '../../lib/minisign.ts'
import { statusOf } from '../enrolment/index.ts'
import { certifySite, makeSampleDinas } from '../settings/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { sendRound, uploadStatus } from '../upload/index.ts'
import { listBags, makeBag, planned, takeReceipts } from './index.ts'

/** A station that reaches a Dinas' collecting post alone; the centre is reached from the post by drive. */
let open: TestStation
let post: Site
let mmu: Site
let line: Listening
let ids: string[]
beforeEach(async () => {
  const dinas = makeSampleDinas((bytes) => crypto.getRandomValues(new Uint8Array(bytes)))
  const key = generateSigningKey((bytes) => crypto.getRandomValues(new Uint8Array(bytes)))
  const certificate = certifySite(dinas.root, {
    serial: 900,
    site: 'pos-5272',
    key: publicOf(key),
    note: 'CONTOH',
    grades: ['post'],
  })
  const [port, silent] = [await freePort(), await freePort()]
  const nobody = `http://127.0.0.1:${silent}`
  open = await openTestStation({
    dinas,
    urls: { mmu: nobody, batam: nobody },
    profile: (profile) => ({
      ...profile,
      sites: [
        ...profile.sites,
        {
          code: 'pos-5272',
          name: 'Pos Dinas',
          url: `http://127.0.0.1:${port}`,
          certificate: packSigned(certificate),
        },
      ],
    }),
  })
  const common = { root: publicOf(dinas.root), now: open.ports.now }
  const { identity } = dinas.datacenter
  post = await Site.open({
    ...common,
    code: 'pos-5272',
    dir: open.temp('post'),
    grade: 'post',
    signing: key,
    certificate,
  })
  const [signing, mmuCertificate] = [dinas.sites.mmu, dinas.siteCertificate('mmu')]
  mmu = await Site.open({
    ...common,
    code: 'mmu',
    dir: open.temp('mmu'),
    signing,
    certificate: mmuCertificate,
    identity,
  })
  line = await listen(post, port)
  ids = await seedRecordings(open.station, 3, { bytes: 6000 })
})
afterEach(async () => {
  await line.close()
  await post.close()
  await mmu.close()
  await open.close()
})

const statuses = () => ids.map((id) => statusOf(open.station.read, id)?.status)
const counts = () => {
  const { waiting, received, atPosts, work, posts, proposal } = uploadStatus(open.station)
  return { waiting, received, atPosts: atPosts.count, work: work.length, posts: posts.length, proposal }
}
/** By drive from the post to the centre, and its answer back. */
async function overTheCentre(): Promise<void> {
  const { folder } = (await writeForward(post, open.temp('drive')))!
  const { answer, received, refused } = await intake(mmu, folder, open.temp('drive'))
  expect([received, refused]).toEqual([3, []])
  expect(await takeCentralWords(post, answer!)).toEqual({ taken: 3, known: 0, refused: [], refusals: [] })
  expect(await takeCentralWords(post, answer!)).toEqual({ taken: 0, known: 3, refused: [], refusals: [] })
}

it('a bag at a post: held there, not at the centre, until the centre answers by the post', async () => {
  const bag = await makeBag(open.station, { folder: open.temp('drive') })
  const { answer } = await intake(post, bag.folder, open.temp('drive'))
  expect(await takeReceipts(open.station, answer!)).toMatchObject({ taken: 3, refused: [] })
  expect(statuses()).toEqual(['BIO_CAPTURED', 'BIO_CAPTURED', 'BIO_CAPTURED'])
  expect(counts()).toMatchObject({ waiting: 3, received: 0, atPosts: 3, posts: 1 })
  expect(planned(open.station.read)).toMatchObject({ packets: 0, exportedBefore: 3 })
  expect(listBags(open.station)[0]).toMatchObject({ state: 'arrived', answered: 0 })
  expect(await waitingForCentre(post.registry.read)).toMatchObject([
    { station: open.station.code, packets: 3 },
  ])
  await overTheCentre()
  expect(await waitingForCentre(post.registry.read)).toEqual([])
  expect(await writeForward(post, open.temp('drive'))).toBeNull()
  const [back] = await receiptsFor(post, open.temp('drive'))
  expect(await takeReceipts(open.station, back!.folder)).toMatchObject({ taken: 3, refused: [] })
  expect(statuses()).toEqual(['RECEIVED_AT_CENTRAL', 'RECEIVED_AT_CENTRAL', 'RECEIVED_AT_CENTRAL'])
  expect(counts()).toMatchObject({ waiting: 0, received: 3, atPosts: 0 })
  expect(listBags(open.station)[0]).toMatchObject({ state: 'answered', answered: 3 })
})

it('packets that come to a post by line go on by its own bag, and the line brings the centre’s word back', async () => {
  await sendRound(open.station, { now: true })
  expect(counts()).toMatchObject({ waiting: 3, received: 0, atPosts: 3 })
  expect(statuses()).not.toContain('RECEIVED_AT_CENTRAL')
  // They are not sent there again, and lie in no bag: the station may carry them itself.
  expect(await sendRound(open.station, { now: true })).toMatchObject({ sent: 0 })
  expect(planned(open.station.read)).toMatchObject({ packets: 3 })
  await overTheCentre()
  await sendRound(open.station, { now: true })
  expect(statuses()).toEqual(['RECEIVED_AT_CENTRAL', 'RECEIVED_AT_CENTRAL', 'RECEIVED_AT_CENTRAL'])
  expect(counts()).toMatchObject({ waiting: 0, received: 3, atPosts: 0 })
})

it('a site of the centre passes nothing on', async () => {
  await expect(writeForward(mmu, open.temp('drive'))).rejects.toThrow('FORWARD-POST')
})
