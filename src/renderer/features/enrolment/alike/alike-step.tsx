import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlikeRecording } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { isReason } from '../../../ui/reason-field.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { AlikeChoice, type Choice } from './alike-choice.tsx'
import { SamePerson } from './same-person.tsx'
import { SideBySide } from './side-by-side.tsx'

interface AlikeStepProps {
  /** Every candidate is another person. */
  readonly onDone: () => void
  readonly onBack: () => void
}

/** Recordings that may be the same person under another NIK: one after the other, side by side, one recorded choice each. */
export function AlikeStep({ onDone, onBack }: AlikeStepProps) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const { id } = draft
  const found = useQuery(orpc.enrolment.alike.queryOptions({ input: { id }, staleTime: Infinity }))
  const all = found.data ?? []
  const decided = new Map(draft.alike.map((one) => [one.recording, one.choice]))
  const open = all.findIndex(({ recording }) => decided.get(recording) === undefined)
  const same = all.find(({ recording }) => decided.get(recording) === 'same-person')
  const done = found.isSuccess && open < 0 && same === undefined
  useEffect(() => {
    if (done) onDone()
  }, [done, onDone])
  if (!found.data || done) {
    return found.error ? <RefusalPanel error={found.error} /> : <Waiting />
  }
  const shown = all[open] ?? same!
  const text =
    open < 0 ? t('enrolment.alike.same') : t('enrolment.alike.text', { n: open + 1, count: all.length })
  return (
    <>
      <StepHead step="biodata" text={text} />
      <SideBySide alike={shown} />
      {open < 0 ? (
        <SamePerson alike={shown} onBack={onBack} />
      ) : (
        <Decide key={shown.recording} alike={shown} onBack={onBack} />
      )}
    </>
  )
}

function Decide({ alike: { recording }, onBack }: { alike: AlikeRecording; onBack: () => void }) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const [choice, setChoice] = useState<Choice | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const decide = useAct({ ...orpc.enrolment.decideAlike.mutationOptions(), onSuccess: take })
  const save = () => {
    setTried(true)
    if (choice === null || !isReason(reason)) return
    decide.run({ id: draft.id, recording, choice, reason: reason.trim() })
  }
  useStepActions({
    next: () => {
      save()
      return true
    },
    back: () => {
      onBack()
      return true
    },
    nextLabel: t('enrolment.alike.decide'),
    pending: decide.pending,
  })
  return (
    <>
      <AlikeChoice
        choice={choice}
        reason={reason}
        tried={tried}
        onChoice={(next) => {
          setChoice(next)
          setReason('')
        }}
        onReason={setReason}
        onLast={save}
      />
      <RefusalPanel error={decide.error} onDismiss={decide.dismiss} />
    </>
  )
}
