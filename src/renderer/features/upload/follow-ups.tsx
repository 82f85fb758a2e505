import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATUS, statusWord } from '../../../contract/status.ts'
import type { FollowUp } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { StatusWord } from '../../ui/status-word.tsx'
import { TellResident } from '../../ui/tell-resident.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import classes from './upload-page.module.css'

/** Recordings of one status with one next step. */
type Group = Pick<FollowUp, 'status' | 'resend'> & FollowUp['steps'][number]

/** What the centre left for somebody, by status and next step: how many, since when, what to do and what to say. */
export function FollowUps({ followUps }: { followUps: readonly FollowUp[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const [chosen, setChosen] = useState<Group | null>(null)
  const groups = followUps.flatMap(({ status, resend, steps }): Group[] =>
    steps.map((step) => ({ status, resend, ...step })),
  )
  const attempts = ({ from, to }: Group) =>
    from === to ? t('ui.attempt', { attempt: to }) : t('ui.attempts', { from, to })
  return (
    <Card title={t('upload.followUps')}>
      <ul className={classes.sites}>
        {groups.map((one) => (
          <li key={`${one.status} ${one.step}`}>
            <div className={classes.siteHead}>
              <StatusWord
                quiet
                meaning={STATUS[one.status].meaning}
                word={statusWord(one.status, language)}
              />
              <strong>{t('upload.followUpCount', { number: formatCount(one.count, language) })}</strong>
            </div>
            <span className={classes.when}>
              {t('upload.oldest', { at: instant(one.oldest) })}
              {one.to > 1 ? ` · ${attempts(one)}` : null}
            </span>
            <p className={form.quiet}>{t(`ui.nextSteps.${one.step}`)}</p>
            <TellResident status={one.status} step={one.step} />
            <div className={classes.acts}>
              <Link to="/enrolment" state={{ status: one.status }}>
                {t('upload.followUpList')}
              </Link>
              {one.resend ? <ActButton onClick={() => setChosen(one)}>{t('upload.reset')}</ActButton> : null}
            </div>
          </li>
        ))}
      </ul>
      {chosen ? <ResetDialog group={chosen} onClose={() => setChosen(null)} /> : null}
    </Card>
  )
}
