import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listen, type Listening } from '../../../datacenter/server.ts'
import { Site, type SiteOptions } from '../../../datacenter/site.ts'
import { newId } from '../../../formats/id.ts'
import { sealPacket } from '../../../formats/packet/packet.ts'
import { utf8 } from '../../../lib/bytes.ts'
import { formatPublicKey, formatSecretKey, publicOf } from '../../../lib/minisign.ts'
import { packetPath, signaturePath } from '../../enrolment/index.ts'
import { freePort } from '../../../lib/testing/free-port.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'

/** A sealed packet of about `bytes`, on disk and in the ledger as the enrolment room leaves it. Answers its id. */
export async function sealed({ station, ports }: TestStation, bytes: number): Promise<string> {
  const id = newId(ports.random)
  const { last } = station.read.get<{ last: number }>('SELECT coalesce(max(seq), 0) AS last FROM recording')!
  const { recipients } = station.profile
  const packet = sealPacket({
    id,
    station: station.code,
    epoch: station.epoch.id,
    seq: last + 1,
    kind: 'recording',
    members: [
      { name: 'biodata.json', media: 'application/json', data: utf8('{"nama":"CONTOH"}\n') },
      { name: 'photo.jpg', media: 'image/jpeg', data: ports.random(bytes) },
    ],
    recipients: [recipients.datacenter, recipients.recovery],
    key: station.keys.signing,
  })
  const at = ports.now().toISOString()
  const path = packetPath(station, id, at)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, packet.bytes)
  writeFileSync(signaturePath(station, id, at), packet.signature)
  await station.write.transaction((tx) => {
    tx.run(
      `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
       VALUES (?, ?, ?, 'recording', '5272011703850001', 'CONTOH SATU', '1985-03-17', '{}', ?, 'operator', ?, ?, ?, '')`,
      [id, station.epoch.id, last + 1, at, packet.sha256, packet.bytes.length, '00'.repeat(32)],
    )
    tx.run('INSERT INTO recording_status (recording, status, at, attempt) VALUES (?, ?, ?, 1)', [
      id,
      'BIO_CAPTURED',
      at,
    ])
  })
  return id
}

export interface TestSite {
  readonly site: Site
  readonly listening: Listening
  close(): Promise<void>
}

/** The folder of a site of the test station's Dinas, as `rekam datacenter` wants it. */
export function siteFolderOf(open: TestStation, code: 'mmu' | 'batam'): string {
  const dir = open.temp(`folder-${code}`)
  const { bytes, signature } = open.dinas.siteCertificate(code)
  const files = {
    'site.key': formatSecretKey(open.dinas.sites[code]),
    'site.json': bytes,
    'site.json.minisig': signature,
    'root.pub': formatPublicKey(publicOf(open.dinas.root)),
    'identity.txt': `${open.dinas.datacenter.identity}\n`,
  }
  for (const [name, data] of Object.entries(files)) writeFileSync(join(dir, name), data)
  return dir
}

/** A real site of the test station's Dinas, listening where `port` says. */
export async function openTestSite(
  open: TestStation,
  code: 'mmu' | 'batam',
  port: number,
  options: Partial<Pick<SiteOptions, 'peer' | 'grade'>> = {},
): Promise<TestSite> {
  const site = await Site.open({
    code,
    dir: join(open.temp(`site-${code}`)),
    root: publicOf(open.dinas.root),
    signing: open.dinas.sites[code],
    certificate: open.dinas.siteCertificate(code),
    identity: open.dinas.datacenter.identity,
    now: open.ports.now,
    ...options,
  })
  const listening = await listen(site, port)
  return {
    site,
    listening,
    async close() {
      await listening.close()
      await site.close()
    },
  }
}

/** A test station whose site 'mmu' listens; its other one answers nobody. */
export async function openStationWithSite(): Promise<{ open: TestStation; site: TestSite }> {
  const [mmu, batam] = [await freePort(), await freePort()]
  const open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${mmu}`, batam: `http://127.0.0.1:${batam}` },
  })
  return { open, site: await openTestSite(open, 'mmu', mmu) }
}
