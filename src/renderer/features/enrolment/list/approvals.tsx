import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { onRowKeys } from '../../../ui/row-keys.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useInstant } from '../../../ui/zone-context.tsx'
import { MaskedNik } from '../words/masked-nik.tsx'
import classes from './drafts.module.css'

/** Sealed recordings whose exceptions wait for a penyelia, the oldest first: safe here, and sent once they said yes. */
export function Approvals() {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const waiting = useQuery(orpc.enrolment.waitingApprovals.queryOptions({ input: {} }))
  if (waiting.error) return <RefusalPanel error={waiting.error} />
  if (!waiting.data || waiting.data.length === 0) return null
  return (
    <section className={classes.drafts} aria-label={t('enrolment.list.approvals')} onKeyDown={onRowKeys}>
      <h2>{t('enrolment.list.approvals')}</h2>
      <ul>
        {waiting.data.map(({ recording, name, nik, sealedAt, exceptions }) => (
          <li key={recording}>
            <Link to="/enrolment/recording/$id" params={{ id: recording }} className={classes.draft} data-row>
              <span className={classes.who}>
                <strong title={name}>{name}</strong>
              </span>
              <MaskedNik nik={nik} />
              <StatusWord quiet meaning="menunggu" word={t('enrolment.exceptions.waits')} />
              <span className={classes.call}>
                {exceptions.map(({ slot }) => SLOT_WORDS[slot][language]).join(', ')}
              </span>
              <time>{instant(sealedAt)}</time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
