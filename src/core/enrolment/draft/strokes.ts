import { z } from 'zod'
import { parseJson } from '../../../formats/json.ts'

const LIMIT = 2 << 20

/** What a signature pad gives: strokes of points in its own pixels, `time` in milliseconds. Other keys of the pad are let be. */
const strokesSchema = z
  .array(
    z.object({
      points: z
        .array(
          z.object({
            x: z.number(),
            y: z.number(),
            time: z.number().optional(),
            pressure: z.number().optional(),
          }),
        )
        .min(1)
        .max(20_000),
    }),
  )
  .min(1)
  .max(1000)

/** Whether bytes are the strokes of a signature as JSON. */
export function areStrokes(bytes: Uint8Array): boolean {
  try {
    return strokesSchema.safeParse(parseJson('strokes', bytes, LIMIT)).success
  } catch (error) {
    // parseJson's refusal: no JSON at all.
    if (error instanceof Error) return false
    throw error
  }
}
