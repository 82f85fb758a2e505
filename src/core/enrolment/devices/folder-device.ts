import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Slot } from '../../../contract/enrolment.ts'
import type { CaptureDevice, CaptureResult } from '../../ports.ts'
import { endingsOf, fileOfSlot } from '../folder/files.ts'

/**
 * A scanner that reads a person's image files (resources/people/README.md), as another program or a vendor's tool leaves them there.
 * It knows no quality, so every image that is there scores 100; what is wrong with it the capture's own check says.
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
    ready: async () => existsSync(folder()),
    async capture(slots) {
      const read = await Promise.all(slots.map((slot) => readSlot(folder(), slot as Slot)))
      return read.filter((result) => result !== undefined)
    },
  }
}

async function readSlot(folder: string, slot: Slot): Promise<CaptureResult | undefined> {
  const files = endingsOf(slot).map((ending) => join(folder, `${fileOfSlot(slot)}.${ending}`))
  const file = files.find((path) => existsSync(path))
  if (file === undefined) return undefined
  const media = file.endsWith('.png') ? 'image/png' : 'image/jpeg'
  return { slot, image: await readFile(file), media, score: 100 }
}
