import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { formatDay, yearsBetween } from '../../../ui/day.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { onRowKeys } from '../../../ui/row-keys.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import table from '../../../ui/table.module.css'
import { useToday } from '../../../ui/use-now.ts'
import { useInstant } from '../../../ui/zone-context.tsx'
import { MaskedNik } from '../words/masked-nik.tsx'
import { callBackOrder, isDue } from './call-back.ts'
import classes from './drafts.module.css'

/** Recordings that were parked or interrupted, who is to be called first: each goes on where its operator stood. */
export function Drafts() {
  const { t } = useTranslation()
  const today = useToday()
  const drafts = useQuery(orpc.enrolment.drafts.queryOptions({ input: {} }))
  if (drafts.error) return <RefusalPanel error={drafts.error} />
  if (!drafts.data || drafts.data.length === 0) return null
  const due = drafts.data.filter((draft) => isDue(draft, today)).length
  return (
    <section className={classes.drafts} aria-label={t('enrolment.list.drafts')} onKeyDown={onRowKeys}>
      <h2>
        {t('enrolment.list.drafts')}
        {due > 0 ? ` · ${t('enrolment.list.due', { count: due })}` : null}
      </h2>
      <ul>
        {callBackOrder(drafts.data, today).map((draft) => (
          <li key={draft.id}>
            <Row draft={draft} today={today} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ draft, today }: { draft: Draft; today: string }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const { id, biodata, step, parked, updatedAt, amends } = draft
  const age = yearsBetween(biodata.tanggalLahir ?? '', today)
  return (
    <Link
      // A correction is sealed or given up where its recording is.
      {...(amends === null || amends.amendment.kind === 'supplement'
        ? ({ to: '/enrolment/draft/$id', params: { id } } as const)
        : ({ to: '/enrolment/recording/$id', params: { id: amends.recording } } as const))}
      className={classes.draft}
      data-row
    >
      <span className={classes.who}>
        <strong className={table.whole} title={biodata.nama}>
          {biodata.nama ?? t('enrolment.noName')}
        </strong>
        {age === null ? null : <small>{t('enrolment.card.age', { age })}</small>}
      </span>
      <MaskedNik nik={biodata.nik ?? ''} />
      <StatusWord
        quiet
        meaning={isDue(draft, today) ? 'bahaya' : 'menunggu'}
        word={
          parked
            ? t('enrolment.list.parkedFor', { reason: parked.reason })
            : amends
              ? t('enrolment.amend.unsealed', { kind: t(`enrolment.amend.kinds.${amends.amendment.kind}`) })
              : t('enrolment.list.waitsAt', { step: t(`enrolment.steps.${step}`) })
        }
      />
      <span className={classes.call}>
        {[
          parked?.callOn ? t('enrolment.list.callOn', { day: formatDay(parked.callOn) }) : null,
          parked?.phone,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <time>{instant(parked?.at ?? updatedAt)}</time>
    </Link>
  )
}
