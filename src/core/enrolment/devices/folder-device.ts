import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Slot } from '../../../contract/enrolment.ts'
import { parseJson } from '../../../formats/json.ts'
import { readBounded } from '../../../lib/read-bounded.ts'
import type { CaptureDevice, CaptureResult } from '../../ports.ts'
import { endingsOf, FILE_LIMIT, fileOfSlot } from '../folder/files.ts'

const SCORES_BYTES = 64 << 10
const scoresSchema = z.record(z.string(), z.number())

/**
 * A scanner that reads a person's image files (resources/people/README.md), as another program or a vendor's tool leaves them there. Where
 * that tool knows a quality it stands in `scores.json`, 0 to 100 by slot; else every image that is there scores 100. What is wrong
 * with an image the capture's own check says.
 * @param folder of the person at the desk, asked at each capture
 */
export function folderDevice(
  kind: CaptureDevice['kind'],
  folder: () => string,
  name = 'Folder gambar',
): CaptureDevice {
  return {
    id: `folder-${kind}`,
    kind,
    name,
    state: async () => (existsSync(folder()) ? 'ready' : 'not-ready'),
    async capture({ slots }) {
      const place = folder()
      const scores = await readScores(join(place, 'scores.json'))
      const read = await Promise.all(slots.map((slot) => readSlot(place, slot as Slot, scores[slot] ?? 100)))
      return { results: read.filter((result) => result !== undefined) }
    },
  }
}

async function readScores(path: string): Promise<Record<string, number>> {
  if (!existsSync(path)) return {}
  return scoresSchema.parse(parseJson('scores', await readBounded(path, SCORES_BYTES), SCORES_BYTES))
}

async function readSlot(folder: string, slot: Slot, score: number): Promise<CaptureResult | undefined> {
  const files = endingsOf(slot).map((ending) => join(folder, `${fileOfSlot(slot)}.${ending}`))
  const file = files.find((path) => existsSync(path))
  if (file === undefined) return undefined
  const media = file.endsWith('.png') ? 'image/png' : 'image/jpeg'
  return { slot, image: await readBounded(file, FILE_LIMIT), media, score }
}
