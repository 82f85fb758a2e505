import { expect, test } from 'vitest'
import { hex } from '../../lib/bytes.ts'
import { packTar } from '../../lib/tar.ts'
import { encodeJson } from '../json.ts'
import { golden } from '../testing/golden.ts'
import { CENTRE_IDENTITY, RECOVERY_IDENTITY, sampleTrust, STATION_KEY } from '../testing/sample.ts'
import { samplePacket } from '../testing/samples.ts'
import { Bench } from '../testing/stock.ts'
import { KINDS, manifestFormat } from './manifest.ts'
import { checkPacket, compareInnerOuter, openPacket } from './packet.ts'

test.each(KINDS)('the %s of the first version opens for ever', (kind) => {
  const bytes = golden('packet', `${kind}.rkp`)
  const signature = new TextDecoder().decode(golden('packet', `${kind}.rkp.minisig`))
  const open = openPacket(bytes, [CENTRE_IDENTITY])
  const input = samplePacket(kind)
  compareInnerOuter(open.manifest, checkPacket({ bytes, signature }, sampleTrust()))
  expect(open.manifest).toMatchObject({ id: input.id, seq: input.seq, kind, recipients: input.recipients })
  expect(open.members.size).toBe(input.members.length)
  for (const { name, data } of input.members) expect(hex(open.members.get(name)!)).toBe(hex(data))
})

test('stock age, tar and minisign open it; what is inside is written the same again', () => {
  using bench = new Bench()
  const bytes = golden('packet', 'recording.rkp')
  expect(
    bench.minisign(STATION_KEY, bytes, Buffer.from(golden('packet', 'recording.rkp.minisig')).toString()),
  ).toContain('rekam:packet:v1 station=5272-01-A')
  const inner = bench.age(RECOVERY_IDENTITY, bytes)
  const listed = bench.run('tar', '-tvf', bench.put('inner.tar', inner)).toString().trimEnd().split('\n')
  expect(listed[0]).toMatch(/^-rw-r--r-- 0\/0 +\d+ 1970-01-01 \d\d:\d\d manifest\.json$/)
  const { manifest, members } = openPacket(bytes, [CENTRE_IDENTITY])
  expect(listed.map((line) => line.split(' ').at(-1))).toEqual(['manifest.json', ...members.keys()])
  bench.run('tar', '-xf', 'inner.tar')
  const sums = manifest.members.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
  expect(bench.run('sha256sum', '--strict', '-c', bench.put('sums', sums)).toString()).toContain(
    'biodata.json: OK',
  )
  const again = packTar([
    { name: 'manifest.json', data: encodeJson(manifestFormat, manifest) },
    ...[...members].map(([name, data]) => ({ name, data })),
  ])
  expect(hex(again)).toBe(hex(inner))
})
