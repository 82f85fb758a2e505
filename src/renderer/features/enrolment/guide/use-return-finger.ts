import { useQuery } from '@tanstack/react-query'
import type { Draft } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { useAct } from '../../../ui/use-act.ts'
import { fingerToCompare } from './finger-to-compare.ts'

/** Reading a finger of who has come back, against the one that was kept; the name is null where nothing could compare it. */
export function useReturnFinger(draft: Draft, take: (draft: Draft) => void) {
  const language = useLanguage()
  const finger = fingerToCompare(draft)
  const scanners = useQuery(
    orpc.enrolment.devices.queryOptions({ input: {}, refetchInterval: 3000, enabled: finger !== null }),
  )
  const compare = useAct({ ...orpc.enrolment.unparkByFinger.mutationOptions(), onSuccess: take })
  const fingers = (scanners.data ?? []).filter(({ kind, matcher }) => kind === 'finger' && matcher)
  const known = finger !== null && fingers.length > 0
  return {
    name: known ? SLOT_WORDS[`finger-${finger}`][language] : null,
    ready: fingers.some(({ ready }) => ready),
    read: () => {
      if (finger !== null) compare.run({ id: draft.id, finger })
    },
    pending: compare.pending,
    error: compare.error,
  }
}
