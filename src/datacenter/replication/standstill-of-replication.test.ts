import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keyLine, ROOT, sampleId, sampleKey } from '../../formats/testing/sample.ts'
import { issueCertificate } from '../../formats/trust/certificate.ts'
import { REPLICATE_PATHS } from '../../formats/wire/replicate.ts'
import { Fault } from '../../lib/fault.ts'
import { Sender } from '../testing/sender.ts'
import { TwoSites } from '../testing/two-sites.ts'
import { PeerClient } from './peer-client.ts'

let dir: string
let now: Date
let sites: TwoSites
const sender = new Sender(1)
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekam-peer-'))
  now = new Date('2026-11-23T00:00:00Z')
  sites = await TwoSites.open(dir, () => now)
})
afterEach(async () => {
  await sites.close()
  rmSync(dir, { recursive: true })
})

it('more stations than fit into one answer stop no site from hearing the other', async () => {
  const { mmu, batam } = sites
  const key = keyLine(sampleKey(99))
  const certificates = Array.from({ length: 2100 }, (_, n) =>
    issueCertificate(ROOT, {
      serial: 1000 + n,
      subject: { kind: 'station', station: `3171-${String(n)}`, epoch: sampleId(1000 + n) },
      key,
      purposes: ['packet', 'http'],
    }),
  )
  await mmu.registry.keepCertificates(
    certificates.map(({ bytes, signature }) => ({ bytes: Buffer.from(bytes).toString(), signature })),
  )
  const packet = sender.sealPerson({ n: 1 })
  await sites.send(sender, packet, 'mmu')
  expect(await sites.hears('batam')).toMatchObject({ packets: 1, refused: [] })
  expect((await batam.registry.certificates()).length).toBeGreaterThan(1000)
})

it('a packet that the other site cannot read is asked for later, and stands in the way of none', async () => {
  const { mmu } = sites
  const [lost, next] = [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2 })]
  await sites.send(sender, lost, 'mmu')
  await sites.send(sender, next, 'mmu')
  const path = mmu.packetPath(lost.id, lost.sha256)
  renameSync(path, `${path}.away`)
  expect(await sites.hears('batam')).toMatchObject({ packets: 1, refused: ['PEER-REFUSED'] })
  expect(await sites.status('batam', next)).toBe('RECEIVED_AT_CENTRAL')
  // What is decided of it meanwhile comes in its order.
  now = new Date(now.getTime() + 60_000)
  await mmu.work()
  expect(await sites.hears('batam')).toMatchObject({ packets: 0 })
  expect(await sites.status('batam', next)).toBe('PRINT_READY_RECORD')
  renameSync(`${path}.away`, path)
  expect(await sites.hears('batam')).toMatchObject({ packets: 1, reports: 2, refused: [] })
  expect(await sites.status('batam', lost)).toBe('PRINT_READY_RECORD')
  expect(await sites.hears('batam')).toMatchObject({ packets: 0, reports: 0 })
})

it('what this site could not keep because its own database was silent is heard again', async () => {
  const { batam } = sites
  const peer = sites.peers.batam
  const packet = sender.sealPerson({ n: 1 })
  await sites.send(sender, packet, 'mmu')
  const { registry } = batam
  const kept = registry.transaction.bind(registry)
  const given = peer.packet.bind(peer)
  let silent = false
  peer.packet = async (id, sha256) => {
    silent = true
    return given(id, sha256)
  }
  registry.transaction = (work) => {
    if (!silent) return kept(work)
    silent = false
    return Promise.reject(new Fault('SITE-DATABASE-SILENT'))
  }
  await expect(sites.hears('batam')).rejects.toMatchObject({ code: 'SITE-DATABASE-SILENT' })
  registry.transaction = kept
  expect(await sites.hears('batam')).toMatchObject({ packets: 1, refused: [] })
})

it.each(Object.values(REPLICATE_PATHS))(
  'a stranger who sends without end is not heard out at %s',
  async (path) => {
    const { hostname, port } = new URL(sites.url('mmu'))
    const socket = connect(Number(port), hostname)
    let said = ''
    const answered = new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        said += data.toString()
        resolve()
      })
      socket.on('close', () => resolve())
      socket.on('error', () => resolve())
    })
    socket.write(`POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    socket.write(`10000\r\n${' '.repeat(0x10000)}\r\n`)
    const late = new Promise((resolve) => setTimeout(() => resolve('late'), 2000))
    await Promise.race([answered, late])
    socket.destroy()
    expect(said).toMatch(/^HTTP\/1\.1 413/)
  },
)

it('a line that is slow is heard out, one that is silent is not', async () => {
  const { mmu } = sites
  let pieces = 0
  const line = createServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n')
    const slowly = setInterval(() => {
      if (++pieces <= 12) socket.write('x')
    }, 40)
    socket.on('close', () => clearInterval(slowly)).on('error', () => {})
  })
  await once(line.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(line.address() as AddressInfo).port}`
  const peer = new PeerClient(mmu, { url, silentMs: 200 })
  const id = sampleId(1)
  expect(Buffer.from(await peer.packet(id, '0'.repeat(64))).toString()).toBe('x'.repeat(12))
  await expect(peer.packet(id, '0'.repeat(64))).rejects.toMatchObject({ code: 'PEER-SILENT' })
  line.close()
})
