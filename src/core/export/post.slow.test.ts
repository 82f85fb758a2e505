import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { receiptsFor, takeCentralWords, waitingForCentre, writeForward } from '../../datacenter/forward.ts'
import { intake } from '../../datacenter/intake.ts'
import { listen, type Listening } from '../../datacenter/server.ts'
import { Site } from '../../datacenter/site.ts'
import { Fault } from '../../lib/fault.ts'
import { packSigned } from '../../formats/wire/wire.ts'
import { freePort } from '../../lib/testing/free-port.ts'
import { generateSigningKey, publicOf } from '../../lib/minisign.ts'
import { statusOf } from '../enrolment/index.ts'
import { certifySite, makeSampleDinas } from '../settings/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../testing/index.ts'
import { resendPackets, sendRound, uploadStatus } from '../upload/index.ts'
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
    actor: { account: 'penyelia', role: 'penyelia' },
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

it('what the centre refuses of a post’s own bag reaches the station: its cause, the site that said so, and it is free again', async () => {
  const [first = '', second = '', third = ''] = ids
  const bag = await makeBag(open.station, { folder: open.temp('drive') })
  const { answer } = await intake(post, bag.folder, open.temp('drive'))
  await takeReceipts(open.station, answer!)
  const forward = (await writeForward(post, open.temp('drive')))!
  // The centre finds something wrong with one; the medium spoilt another one on its way there.
  const judge = mmu.judge.bind(mmu)
  mmu.judge = (blake2b, signature, of) => {
    if (of.id === second) throw new Fault('PACKET-INNER-OUTER')
    return judge(blake2b, signature, of)
  }
  const spoilt = join(forward.folder, `data/${third}.rkp`)
  writeFileSync(spoilt, readFileSync(spoilt).fill(0, 100, 200))
  const central = await intake(mmu, forward.folder, open.temp('drive'))
  for (const taken of [1, 0])
    expect(await takeCentralWords(post, central.answer!)).toMatchObject({ taken, refusals: [{}, {}] })
  const back = async () => (await receiptsFor(post, open.temp('drive')))[0]!.folder
  expect(await takeReceipts(open.station, await back())).toMatchObject({ taken: 1, refusals: 1, refused: [] })
  const work = () =>
    open.station.read
      .all<{ packet: string; code: string; site: string }>(
        "SELECT packet, code, site FROM upload_item WHERE state = 'refused'",
      )
      .map(({ packet, code, site }) => [packet, code, site])
  expect(work()).toEqual([[second, 'PACKET-INNER-OUTER', 'mmu']])
  expect(uploadStatus(open.station).work).toMatchObject([{ recording: second, code: 'PACKET-INNER-OUTER' }])
  expect(planned(open.station.read)).toMatchObject({ packets: 1, exportedBefore: 1 })
  expect(listBags(open.station)[0]).toMatchObject({ answered: 1, refused: 1, packets: 3 })
  // What a person decided stands, however often the post says it again.
  await resendPackets(open.station, { recordings: [second], reason: 'Sudah diperiksa' })
  expect(work()).toEqual([])
  await takeReceipts(open.station, await back())
  expect(work()).toEqual([])
  // Any answer of the post says it, and another station hears nothing of it.
  const next = await makeBag(open.station, { folder: open.temp('drive') })
  expect(next.packets).toBe(1)
  const again = await intake(post, next.folder, open.temp('drive'))
  expect(await takeReceipts(open.station, again.answer!)).toMatchObject({ refusals: 1, refused: [] })
  expect(work()).toEqual([])
  // The post writes both again, and the centre's receipts end it.
  mmu.judge = judge
  expect(await waitingForCentre(post.registry.read)).toMatchObject([{ packets: 2 }])
  const last = await intake(mmu, (await writeForward(post, open.temp('drive')))!.folder, open.temp('drive'))
  expect(await takeCentralWords(post, last.answer!)).toMatchObject({ taken: 2, refusals: [] })
  expect(await takeReceipts(open.station, await back())).toMatchObject({ taken: 2, refusals: 0 })
  expect(counts()).toMatchObject({ waiting: 0, received: 3, work: 0 })
  expect([first, second, third].map((id) => statusOf(open.station.read, id)?.status)).toEqual(
    Array(3).fill('RECEIVED_AT_CENTRAL'),
  )
})

it('what the centre refuses of packets that came to the post by line is told by the post’s bag of receipts', async () => {
  await sendRound(open.station, { now: true })
  const { folder } = (await writeForward(post, open.temp('drive')))!
  mmu.judge = () => {
    throw new Fault('PACKET-INNER-OUTER')
  }
  const { answer } = await intake(mmu, folder, open.temp('drive'))
  await takeCentralWords(post, answer!)
  const [back] = await receiptsFor(post, open.temp('drive'))
  expect(await takeReceipts(open.station, back!.folder)).toMatchObject({ taken: 0, refusals: 3, refused: [] })
  expect(uploadStatus(open.station).work.map(({ code }) => code)).toEqual(Array(3).fill('PACKET-INNER-OUTER'))
  expect(planned(open.station.read)).toMatchObject({ packets: 3 })
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
