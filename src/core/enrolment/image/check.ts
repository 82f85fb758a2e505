import { SLOT_WORDS } from '../../../contract/slot-words.ts'
import type { Slot } from '../../../contract/enrolment.ts'
import type { Fault } from '../../../lib/fault.ts'
import { refuse } from '../../refuse.ts'
import type { Crop } from './crop.ts'
import { type ImageHeader, readImageHeader, TORN, type WhyNot } from './header.ts'
import { ImageProcess, ImageProcessDied } from './image-process.ts'
import type { ImageJob } from './image.worker.ts'
import { type ImageKind, whyWrongSize } from './limits.ts'
import type { Portrait } from './portrait.ts'

const TAKES_TOO_LONG: WhyNot = {
  why: 'gambar ini tidak dapat diolah',
  whyEn: 'this image cannot be processed',
}

const images = new ImageProcess()

/** The refusal of an image in a slot, in words. */
export function unreadable(slot: Slot, why: WhyNot, cause?: unknown): Fault {
  const { id, en } = SLOT_WORDS[slot]
  return refuse('CAPTURE-UNREADABLE', { slot: id, slotEn: en, ...why }, cause)
}

/**
 * Whether a file really is a whole PNG or JPEG of sane size that decodes: by its own bytes first, then by a decoder in a process that
 * may die. What the file calls itself does not count. CAPTURE-UNREADABLE.
 */
export async function checkImage(slot: Slot, kind: ImageKind, bytes: Uint8Array): Promise<ImageHeader> {
  const header = readImageHeader(bytes)
  const why = 'why' in header ? header : whyWrongSize(kind, header)
  if (why) throw unreadable(slot, why)
  await run(slot, { do: 'decode', bytes })
  return header as ImageHeader
}

/** The 3x4 photo and the small one, from an image that checkImage took. CAPTURE-UNREADABLE. */
export async function portraitOf(slot: Slot, bytes: Uint8Array, crop?: Crop): Promise<Portrait> {
  const result = (await run(slot, { do: 'portrait', bytes, crop })) as Portrait | WhyNot
  if ('why' in result) throw unreadable(slot, result)
  return result
}

function run(slot: Slot, job: ImageJob): Promise<unknown> {
  return runImageJob(job, (why, cause) => unreadable(slot, why, cause))
}

/** What a job in the image process answers; `refusal` makes the fault when the decoder refused, died or took too long. */
export async function runImageJob(
  job: ImageJob,
  refusal: (why: WhyNot, cause?: unknown) => Fault,
): Promise<unknown> {
  try {
    const result = await images.run(job)
    if (result === undefined) throw refusal(TORN)
    return result
  } catch (error) {
    if (error instanceof ImageProcessDied) throw refusal(TAKES_TOO_LONG, error)
    throw error
  }
}
