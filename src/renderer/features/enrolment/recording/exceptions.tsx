import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Recording } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useAct } from '../../../ui/use-act.ts'
import classes from './recording.module.css'

/** What could not be captured and why. Until a penyelia approves it the recording is neither sent nor exported. */
export function Exceptions({ recording, onApproved }: { recording: Recording; onApproved: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const door = useQuery(orpc.account.door.queryOptions({ input: {} })).data
  const approve = useAct(orpc.enrolment.approveRecorded.mutationOptions())
  if (recording.exceptions.length === 0) return null
  const waits = recording.exceptions.some(({ approvedBy }) => approvedBy === null)
  const isPenyelia = door?.door === 'open' && door.role === 'penyelia'
  return (
    <section className={classes.section}>
      <h2>
        {t('enrolment.exceptions.title')}
        <StatusWord
          meaning={waits ? 'menunggu' : 'aman'}
          word={t(waits ? 'enrolment.exceptions.waits' : 'enrolment.exceptions.approved')}
        />
      </h2>
      <RefusalPanel error={approve.error} />
      <ul className={classes.lines}>
        {recording.exceptions.map(({ slot, reason, approvedBy }) => (
          <li key={slot}>
            <MeaningIcon meaning={approvedBy === null ? 'menunggu' : 'aman'} />
            <span>{t('enrolment.exceptions.line', { slot: SLOT_WORDS[slot][language], reason })}</span>
            {approvedBy === null ? null : <span>{approvedBy}</span>}
          </li>
        ))}
      </ul>
      {waits ? <p>{t(isPenyelia ? 'enrolment.exceptions.ask' : 'enrolment.exceptions.wait')}</p> : null}
      {waits && isPenyelia ? (
        <ActButton pending={approve.pending} onClick={() => approve.run({ id: recording.id }, onApproved)}>
          {t('enrolment.exceptions.approve')}
        </ActButton>
      ) : null}
    </section>
  )
}
