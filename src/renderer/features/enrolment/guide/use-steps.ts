import { useCallback, useState, useSyncExternalStore } from 'react'
import type { Draft, Step } from '../../../../contract/enrolment.ts'
import { client } from '../../../rpc.ts'
import type { FieldSaver } from '../biodata/field-saver.ts'
import { StepsAhead } from './steps-ahead.ts'

/** What must be kept before the step is left, such as the resident's word. */
type First = () => Promise<Draft>

export interface Steps {
  /** The step on the screen; it may still be on its way to the disk (decision 150). */
  readonly shown: Step
  readonly goTo: (step: Step, first?: First) => void
  /** Resolves once no step is on its way and everything typed is on the disk; false where something was refused. */
  readonly settled: () => Promise<boolean>
  readonly refused: unknown
  readonly dismiss: () => void
}

/** The steps of the open recording: shown at once, kept in order, with everything typed before them. */
export function useSteps({ id, step: kept }: Draft, saver: FieldSaver, take: (draft: Draft) => void): Steps {
  const [ahead] = useState(
    () =>
      new StepsAhead<First>(async (step, first) => {
        if (!(await saver.flush())) throw saver.state().error
        if (first) take(await first())
        take(await client.enrolment.goTo({ id, step }))
      }),
  )
  const { step, refused } = useSyncExternalStore(ahead.subscribe, ahead.state)
  const settled = useCallback(async () => (await ahead.settled()) && (await saver.flush()), [ahead, saver])
  return { shown: step ?? kept, goTo: ahead.goTo, settled, refused, dismiss: ahead.dismiss }
}
