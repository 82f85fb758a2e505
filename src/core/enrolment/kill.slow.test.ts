import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { type Draft, draftSchema, type Sealed, sealedSchema } from '../../contract/enrolment.ts'
import { foldHead, H0 } from '../../formats/head/head.ts'
import { checkPacket, openPacket } from '../../formats/packet/packet.ts'
import { hex } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { openTestStation } from '../testing/index.ts'
import { reopenStation } from '../testing/reopen-station.ts'
import { sampleCapture } from '../testing/sample-people.ts'
import type { Station } from '../station.ts'
import { reviewDraft } from './draft/review-draft.ts'
import { captureOf, draftRow, draftRows, draftView } from './draft/rows.ts'
import { recordingOf } from './recording/show.ts'
import { packetPath, signaturePath } from './seal/paths.ts'
import { sealDraft } from './seal/seal.ts'

const CHILD = join(import.meta.dirname, '../testing/enrol-child.ts')

interface Life {
  /** The last answer about the draft in work, and all seals acknowledged. */
  draft: Draft | undefined
  readonly sealed: Sealed[]
}

/** When to kill: `after` milliseconds into the `nth` step of this name, of the child's first or a later person. */
interface Kill {
  readonly step: string
  readonly nth: number
  readonly after: number
}

async function liveAndDie(folder: string, key: string, first: number, kill: Kill): Promise<Life> {
  const child = spawn(process.execPath, [CHILD, folder, key, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const life: Life = { draft: undefined, sealed: [] }
  let seen = 0
  for await (const line of createInterface({ input: child.stdout })) {
    const [, word = '', rest = ''] = /^(step|done) (.*)$/.exec(line) ?? []
    if (word === 'step' && rest === kill.step && ++seen === kill.nth) {
      setTimeout(() => child.kill('SIGKILL'), kill.after)
    }
    if (word !== 'done') continue
    const answer: unknown = JSON.parse(rest)
    const sealed = sealedSchema.safeParse(answer)
    if (sealed.success) life.sealed.push(sealed.data)
    life.draft = sealed.success ? undefined : draftSchema.parse(answer)
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return life
}

/** Everything that a draft's last answer said is there, or the draft became a recording in the meantime. */
function expectKept(station: Station, acknowledged: Draft): void {
  const row = draftRow(station.read, acknowledged.id)
  if (!row) {
    expect(recordingOf(station.read, acknowledged.id)).toBeDefined()
    return
  }
  const now = draftView(station.read, row)
  expect(now.biodata).toMatchObject(acknowledged.biodata)
  expect(now.exceptions).toEqual(expect.arrayContaining(acknowledged.exceptions))
  expect(now.truth || !acknowledged.truth).toBe(true)
  expect(now.confirmed || !acknowledged.confirmed).toBe(true)
  for (const capture of acknowledged.captures) {
    expect(now.captures).toContainEqual(capture)
    const bytes = captureOf(station.read, acknowledged.id, capture.slot)!.bytes
    expect(bytes.length).toBe(capture.bytes)
  }
}

/** Every recording has its packet, which opens; numbers without a gap, heads in a chain, no file that is nobody's. */
function expectSound(station: Station, recovery: string): void {
  const ids = station.read.all<{ id: string }>('SELECT id FROM recording ORDER BY seq').map(({ id }) => id)
  const rows = ids.map((id) => recordingOf(station.read, id)!)
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
  if (rows.length > 0) expect(rows.at(-1)!.head).toBe(hex(foldHead(H0, rows)))
  for (const { id, sealedAt, sha256: due } of rows) {
    const bytes = readFileSync(packetPath(station, id, sealedAt))
    expect(hex(sha256(bytes))).toBe(due)
    expect(
      checkPacket(
        { bytes, signature: readFileSync(signaturePath(station, id, sealedAt), 'utf8') },
        station.trust,
      ),
    ).toMatchObject({ id })
    expect(openPacket(bytes, [recovery]).members.has('iris-left.png')).toBe(true)
  }
  const months = existsSync(station.paths.packets) ? readdirSync(station.paths.packets) : []
  const files = months.flatMap((month) => readdirSync(join(station.paths.packets, month)))
  expect(files.toSorted()).toEqual(ids.flatMap((id) => [`${id}.rkp`, `${id}.rkp.minisig`]).toSorted())
}

const STEPS = ['start', 'biodata', 'confirm', 'go-to', 'capture', 'except', 'approve', 'truth', 'seal']

const KILLS: Kill[] = [
  ...STEPS.map((step) => ({ step, nth: 1, after: 0 })),
  { step: 'biodata', nth: 9, after: 1 },
  { step: 'capture', nth: 4, after: 60 },
  { step: 'except', nth: 7, after: 2 },
  // Anywhere in a seal: it takes some 30 ms here, the first one of a process longer.
  ...Array.from({ length: 16 }, (_, i) => ({ step: 'seal', nth: 1 + (i % 3), after: i * 6 })),
]

test('kill -9 at every step: all that was acknowledged is there, and sealing again gives exactly one recording', async () => {
  const made = await openTestStation()
  const key = Buffer.from(made.station.keys.store).toString('hex')
  made.store.close()
  const recovery = made.dinas.recovery.identity
  let sealedTwice = 0
  try {
    for (const [i, kill] of KILLS.entries()) {
      const life = await liveAndDie(made.folder, key, 1 + i * 20, kill)
      const { station, store } = reopenStation(made.folder, Buffer.from(key, 'hex'), `parent ${i}`)
      expect(store.check('full')).toEqual([])
      if (life.draft) expectKept(station, life.draft)
      for (const { recording, seq } of life.sealed)
        expect(recordingOf(station.read, recording)).toMatchObject({ seq })
      for (const row of draftRows(station.read)) {
        if (reviewDraft(station, station.read, row).blocking.length > 0) continue
        sealedTwice += Number(row.sealing !== null)
        const sealed = await sealDraft(station, row.id)
        expect(await sealDraft(station, row.id)).toEqual(sealed)
      }
      if (station.read.all('SELECT id FROM draft WHERE sealing IS NOT NULL').length === 0)
        expectSound(station, recovery)
      store.close()
    }
    expect(sealedTwice).toBeGreaterThan(0)
    const { station } = reopenStation(made.folder, Buffer.from(key, 'hex'), 'last')
    const first = station.read.get<{ id: string }>('SELECT id FROM recording ORDER BY seq LIMIT 1')!
    const recording = recordingOf(station.read, first.id)!
    const n = Number(recording.nik.slice(12)) - 1
    const { members } = openPacket(readFileSync(packetPath(station, first.id, recording.sealedAt)), [
      recovery,
    ])
    expect(Buffer.compare(members.get('iris-left.png')!, sampleCapture('iris-left', n))).toBe(0)
  } finally {
    await made.close()
  }
})
