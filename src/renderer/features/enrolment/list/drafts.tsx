import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { onRowKeys } from '../../../ui/row-keys.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useInstant } from '../../../ui/zone-context.tsx'
import { MaskedNik } from '../words/masked-nik.tsx'
import classes from './drafts.module.css'

/** Recordings that were parked or interrupted: each goes on where its operator stood. */
export function Drafts() {
  const { t } = useTranslation()
  const instant = useInstant()
  const drafts = useQuery(orpc.enrolment.drafts.queryOptions({ input: {} }))
  if (drafts.error) return <RefusalPanel error={drafts.error} />
  if (!drafts.data || drafts.data.length === 0) return null
  return (
    <section className={classes.drafts} aria-label={t('enrolment.list.drafts')} onKeyDown={onRowKeys}>
      <h2>{t('enrolment.list.drafts')}</h2>
      <ul>
        {drafts.data.map(({ id, biodata, step, updatedAt }) => (
          <li key={id}>
            <Link to="/enrolment/draft/$id" params={{ id }} className={classes.draft} data-row>
              <strong title={biodata.nama}>{biodata.nama ?? t('enrolment.noName')}</strong>
              <MaskedNik nik={biodata.nik ?? ''} />
              <StatusWord
                quiet
                meaning="menunggu"
                word={t('enrolment.list.waitsAt', { step: t(`enrolment.steps.${step}`) })}
              />
              <time>{instant(updatedAt)}</time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
