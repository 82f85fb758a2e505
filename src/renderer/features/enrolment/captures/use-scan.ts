import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '../../../../contract/catalogue.ts'
import type { Slot, Thumb } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import type { client } from '../../../rpc.ts'
import type { Refused } from '../../../ui/refusal.ts'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { readable } from './groups.ts'

/** A scanner as the core tells of it. */
export type Scanner = Awaited<ReturnType<typeof client.enrolment.devices>>[number]
type Captured = Awaited<ReturnType<typeof client.enrolment.capture>>

/** Reading slots with the connected scanner; what it could not read is said in its words, else as FINGER-MISSING. */
export function useScan(kind: 'finger' | 'iris') {
  const { draft } = useDraft()
  const take = useTakeDraft()
  const language = useLanguage()
  const [unread, setUnread] = useState<{ slots: readonly Slot[]; wanted: number } | null>(null)
  const [fault, setFault] = useState<Captured['fault']>(null)
  const scanners = useQuery(orpc.enrolment.devices.queryOptions({ input: {}, refetchInterval: 3000 }))
  const devices = (scanners.data ?? []).filter((one) => one.kind === kind)
  const device = usedOf(devices)
  const cancel = useAct(orpc.enrolment.cancelCapture.mutationOptions())
  const capture = useAct({
    ...orpc.enrolment.capture.mutationOptions(),
    onSuccess: ({ draft: captured, results, fault: said }) => {
      take(captured)
      setFault(said)
      if (said) void scanners.refetch()
      const missed = results.filter(({ ok, score }) => !ok && score === undefined).map(({ slot }) => slot)
      setUnread(missed.length === 0 ? null : { slots: missed, wanted: results.length })
    },
  })
  const scan = (slots: readonly Slot[], thumb?: Thumb) => {
    const wanted = readable(draft, slots)
    if (wanted.length === 0) return
    setUnread(null)
    setFault(null)
    capture.run({ id: draft.id, slots: wanted, ...(thumb ? { thumb } : {}) })
  }
  return {
    device,
    devices,
    lookAgain: () => void scanners.refetch(),
    cancel: () => cancel.run({ id: draft.id }),
    scan,
    scanning: capture.pending,
    error: capture.error,
    missed: fault
      ? faultWords(fault, language)
      : unread
        ? missedWords(unread.slots, unread.wanted, language)
        : null,
  }
}

/** The one that this desk chose, else the first ready one, else the first. */
function usedOf(devices: readonly Scanner[]): Scanner | null {
  const ready = devices.filter((one) => one.ready)
  return (
    ready.find((one) => one.chosen) ?? ready[0] ?? devices.find((one) => one.chosen) ?? devices[0] ?? null
  )
}

function faultWords(fault: NonNullable<Captured['fault']>, language: 'id' | 'en'): Refused {
  const { code, ...lines } = refusalOf(fault.code, fault.params)
  return { code, ...lines[language] }
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
