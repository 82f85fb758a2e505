import { Link } from '@tanstack/react-router'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@mantine/core'
import { type CentralStatus, isAtCentre, statusWord } from '../../../../contract/status.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { ReasonField } from '../../../ui/reason-field.tsx'
import { refusalParam } from '../../../ui/refusal.ts'
import { useInstant } from '../../../ui/zone-context.tsx'
import classes from './start-page.module.css'

interface AlreadyRecordedProps {
  readonly recorded: readonly { id: string; at: string; status: CentralStatus }[]
  /** The refusal of a start that the list did not foresee. */
  readonly refused: unknown
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly ref: Ref<HTMLInputElement>
}

/** Somebody who was recorded here before: open the old recording, or say why again (ALREADY-RECORDED). */
export function AlreadyRecorded({ recorded, refused, reason, onReason, ref }: AlreadyRecordedProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const language = useLanguage()
  const first = recorded[0]
  const at = first ? instant(first.at) : (refusalParam(refused, 'at') ?? '')
  return (
    <section className={classes.recorded} role="alert">
      <h2>
        <MeaningIcon meaning="ganda" size={20} />
        {t('enrolment.again.what', { at })}
      </h2>
      <p>{t('enrolment.again.safe')}</p>
      {first && isAtCentre(first.status) ? (
        <p>
          {t('enrolment.again.atCentre', {
            status: statusWord(first.status, language),
          })}
        </p>
      ) : null}
      <div className={classes.links}>
        {recorded.map(({ id, at: when }) => (
          <Button
            key={id}
            variant="default"
            renderRoot={(props) => <Link to="/enrolment/recording/$id" params={{ id }} {...props} />}
          >
            {t('enrolment.again.open', { at: instant(when) })}
          </Button>
        ))}
      </div>
      <ReasonField
        ref={ref}
        label={t('enrolment.again.reason')}
        placeholder={t('enrolment.again.placeholder')}
        value={reason}
        onChange={onReason}
        reasons={[
          t('enrolment.again.failed'),
          t('enrolment.again.asked'),
          t('enrolment.again.changed'),
          t('enrolment.again.unreadable'),
        ]}
      />
    </section>
  )
}
