import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BIODATA_WARNINGS, type BiodataWarning } from '../../../../contract/biodata-notices.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { enterNext } from '../../../ui/enter-next.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { isReason, ReasonField } from '../../../ui/reason-field.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { isWarning } from '../words/warnings.ts'
import classes from './biodata.module.css'

interface ReasonsStepProps {
  readonly onDone: () => void
  readonly onBack: () => void
}

/** Warnings that ask why: a NIK is permanent and a mismatch stops nobody, but why it is so is written down. */
export function ReasonsStep({ onDone, onBack }: ReasonsStepProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const review = useQuery(orpc.enrolment.review.queryOptions({ input: { id: draft.id } }))
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(false)
  const give = useAct({ ...orpc.enrolment.giveReasons.mutationOptions(), onSuccess: take })
  const asked: BiodataWarning[] = (review.data?.warnings ?? [])
    .map(({ code }) => code)
    .filter(isWarning)
    .filter((code) => BIODATA_WARNINGS[code].needsReason)
  const reasonOf = (code: BiodataWarning) => typed[code] ?? draft.reasons[code] ?? ''
  const save = () => {
    setTried(true)
    const open = asked.findIndex((code) => !isReason(reasonOf(code)))
    if (open >= 0) {
      document.querySelectorAll<HTMLInputElement>('[data-reasons] input:not([type=hidden])')[open]?.focus()
      return
    }
    const reasons = Object.fromEntries(asked.map((code) => [code, reasonOf(code).trim()]))
    give.run({ id: draft.id, reasons }, onDone)
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
    nextLabel: t('enrolment.reasons.save'),
    pending: give.pending,
  })
  return (
    <>
      <StepHead step="biodata" text={t('enrolment.reasons.text')} />
      <div data-reasons className={classes.reasons} onKeyDown={enterNext(save)}>
        {asked.map((code, i) => (
          <section key={code}>
            <p>
              <MeaningIcon meaning="menunggu" />
              {BIODATA_WARNINGS[code][language]}
            </p>
            <ReasonField
              label={t('enrolment.capture.reason')}
              value={reasonOf(code)}
              onChange={(reason) => setTyped({ ...typed, [code]: reason })}
              error={tried && !isReason(reasonOf(code)) ? t('enrolment.parking.reasonMissing') : undefined}
              reasons={(['moved', 'court', 'record', 'papers'] as const).map((key) =>
                t(`enrolment.reasons.usual.${key}`),
              )}
              ref={(input) => {
                if (i === 0 && document.activeElement === document.body) input?.focus()
              }}
            />
          </section>
        ))}
      </div>
      <RefusalPanel error={review.error ?? give.error} />
    </>
  )
}
