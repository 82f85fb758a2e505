import { NumberInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import classes from './print-batch.module.css'

/** After a restore: somebody looks what the last number on paper is, so that no number is given twice and the gap is explained. */
export function ResumePanel() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const register = useQuery(orpc.suket.register.queryOptions({ input: {} }))
  const resume = useAct({
    ...orpc.suket.resume.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.suket.key() }),
  })
  const [last, setLast] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const state = register.data
  if (!state?.unconfirmed) return null
  const submit = () => {
    setTried(true)
    if (last === null || !isReason(reason)) return
    resume.run({ last, reason: reason.trim() })
  }
  return (
    <section className={classes.panel} data-working aria-label={t('suket.resumeTitle')}>
      <StatusWord meaning="ganda" word={t('suket.resumeTitle')} />
      <p>{t('suket.resumeText', { last: state.last, year: state.year })}</p>
      <form
        className={form.pair}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <NumberInput
          label={t('suket.resumeLast')}
          min={0}
          max={99_999_999}
          allowDecimal={false}
          value={last ?? ''}
          error={tried && last === null ? t('suket.required') : undefined}
          onChange={(value) => setLast(value === '' ? null : Number(value))}
        />
        <ReasonField
          label={t('suket.resumeReason')}
          value={reason}
          onChange={setReason}
          error={tried && !isReason(reason) ? t('suket.reasonMissing') : undefined}
          reasons={[t('suket.reasons.archive'), t('suket.reasons.daybook')]}
        />
      </form>
      <RefusalPanel error={resume.error} />
      <div>
        <ActButton pending={resume.pending} onClick={submit}>
          {t('suket.resume')}
        </ActButton>
      </div>
    </section>
  )
}
