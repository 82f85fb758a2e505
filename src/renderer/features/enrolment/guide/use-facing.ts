import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { FacingState } from '../../../../contract/facing.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { client } from '../../../rpc.ts'
import { useAct } from '../../../ui/use-act.ts'

export interface Facing {
  readonly open: boolean
  readonly objection: FacingState['objection']
  readonly toggle: () => void
  readonly error: unknown
  readonly dismiss: () => void
}

/** Refused at the door of a desk that was locked meanwhile: there is nothing to show to anybody. */
const quietly = (cause: unknown) => console.info('nothing turned to the resident', cause)

/** The resident's window over the recording that is open: it follows it, and lets go of it when the operator does. */
export function useFacing(id: string): Facing {
  const language = useLanguage()
  const state = useQuery(orpc.enrolment.facing.queryOptions({ input: {} }))
  const act = useAct(orpc.enrolment.face.mutationOptions())
  const open = state.data?.open ?? false
  useEffect(() => {
    if (!open) return undefined
    client.enrolment.face({ id, language, window: 'as-it-is' }).catch(quietly)
    return () => void client.enrolment.face({ id: null, language, window: 'as-it-is' }).catch(quietly)
  }, [id, language, open])
  return {
    open,
    objection: state.data?.draft === id ? state.data.objection : null,
    toggle: () => act.run({ id, language, window: open ? 'close' : 'open' }),
    error: act.error,
    dismiss: act.dismiss,
  }
}
