import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { formatPublicKey, publicOf } from '../../../lib/minisign.ts'
import {
  completeDraft,
  openTestStation,
  sampleBiodata,
  sampleCapture,
  type TestStation,
} from '../../testing/index.ts'
import { CAPTURED } from '../../testing/sample-people.ts'
import { recordingOf } from '../recording/show.ts'
import { memberName } from '../slots.ts'
import { packetPath } from './paths.ts'
import { sealDraft } from './seal.ts'

let open: TestStation
afterEach(() => open.close())

test('stock minisign, age and tar judge and open a packet; biodata and images are byte for byte what was saved', async () => {
  open = await openTestStation()
  const { station, dinas } = open
  const { id } = await completeDraft(station, 1)
  await sealDraft(station, id)
  const packet = packetPath(station, id, recordingOf(station.read, id)!.sealedAt)
  const bench = open.temp('bench')
  const put = (name: string, text: string) => {
    writeFileSync(join(bench, name), text)
    return join(bench, name)
  }
  const key = put('station.pub', formatPublicKey(publicOf(station.keys.signing)))
  const judged = execFileSync('minisign', ['-V', '-H', '-p', key, '-m', packet, '-x', `${packet}.minisig`], {
    encoding: 'utf8',
  })
  expect(judged).toContain(`rekam:packet:v1 station=${station.code} epoch=${station.epoch.id} seq=1 id=${id}`)
  const identity = put('identity.txt', `${dinas.recovery.identity}\n`)
  execFileSync('age', ['-d', '-i', identity, '-o', join(bench, 'inner.tar'), packet])
  const out = join(bench, 'out')
  mkdirSync(out)
  execFileSync('tar', ['-xf', join(bench, 'inner.tar'), '-C', out])
  expect(readFileSync(join(out, 'biodata.json'), 'utf8')).toBe(`${JSON.stringify(sampleBiodata(1))}\n`)
  for (const slot of CAPTURED) {
    const [media] =
      slot === 'photo-original'
        ? ['image/jpeg']
        : slot === 'signature-strokes'
          ? ['application/json']
          : ['image/png']
    const file = readFileSync(join(out, memberName(slot, media)))
    expect([slot, Buffer.compare(file, sampleCapture(slot, 1))]).toEqual([slot, 0])
  }
  const audit = readFileSync(join(out, 'audit.ndjson'), 'utf8').trimEnd().split('\n')
  expect(audit.map((line) => (JSON.parse(line) as { subject: string }).subject)).toEqual(audit.map(() => id))
  expect(readdirSync(out)).toHaveLength(22)
  expect(readdirSync(out).join()).not.toContain(sampleBiodata(1).nik)
})
