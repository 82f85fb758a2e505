import { type Draft, type Finger, fingerSchema } from '../../../../contract/enrolment.ts'

/** Fingers that people lay down most easily come first. */
const USUAL: readonly Finger[] = ['right-index', 'left-index', 'right-thumb', 'left-thumb']

/** The finger by which somebody is known again: the usual one of those that were captured, null without any. */
export function fingerToCompare({ captures }: Pick<Draft, 'captures'>): Finger | null {
  const order = new Set([...USUAL, ...fingerSchema.options])
  return [...order].find((finger) => captures.some(({ slot }) => slot === `finger-${finger}`)) ?? null
}
