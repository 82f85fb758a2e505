import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '../../../../contract/catalogue.ts'
import type { Slot } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import type { Refused } from '../../../ui/refusal.ts'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { readable } from './groups.ts'

/** Reading slots with the connected scanner; what it could not read is said as FINGER-MISSING. */
export function useScan(kind: 'finger' | 'iris') {
  const { draft } = useDraft()
  const take = useTakeDraft()
  const language = useLanguage()
  const [unread, setUnread] = useState<{ slots: readonly Slot[]; wanted: number } | null>(null)
  const devices = useQuery(orpc.enrolment.devices.queryOptions({ input: {}, refetchInterval: 3000 }))
  const device = devices.data?.find((one) => one.kind === kind) ?? null
  const capture = useAct({
    ...orpc.enrolment.capture.mutationOptions(),
    onSuccess: ({ draft: captured, results }) => {
      take(captured)
      const missed = results.filter(({ ok, score }) => !ok && score === undefined).map(({ slot }) => slot)
      setUnread(missed.length === 0 ? null : { slots: missed, wanted: results.length })
    },
  })
  const scan = (slots: readonly Slot[]) => {
    const wanted = readable(draft, slots)
    if (wanted.length === 0) return
    setUnread(null)
    capture.run({ id: draft.id, slots: wanted })
  }
  return {
    device,
    scan,
    scanning: capture.pending,
    error: capture.error,
    missed: unread ? missedWords(unread.slots, unread.wanted, language) : null,
  }
}

function missedWords(slots: readonly Slot[], wanted: number, language: 'id' | 'en'): Refused {
  const names = slots.map((slot) => SLOT_WORDS[slot][language]).join(', ')
  const { code, ...lines } = refusalOf('FINGER-MISSING', {
    fingers: names.slice(0, 1).toUpperCase() + names.slice(1),
    fingersEn: names.slice(0, 1).toUpperCase() + names.slice(1),
    read: wanted - slots.length,
    wanted,
  })
  return { code, ...lines[language] }
}
