import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Recording } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useInstant } from '../../../ui/zone-context.tsx'
import recordingClasses from '../recording/recording.module.css'
import classes from './amend.module.css'
import { AmendmentWords } from './amendment-words.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { Unsealed } from './unsealed.tsx'

/** What was amended after sealing, what is being amended, and the ways to do so. */
export function Amendments({ recording, onChanged }: { recording: Recording; onChanged: () => void }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const door = useQuery(orpc.account.door.queryOptions({ input: {} })).data
  const letter = useQuery(orpc.suket.ofRecording.queryOptions({ input: { recording: recording.id } })).data
  const isPenyelia = door?.door === 'open' && door.role === 'penyelia'
  const [open, setOpen] = useState<'correct' | 'supplement' | 'cancel' | null>(null)
  const { id, amendments, amending, cancelled } = recording
  // A letter keeps the words of its day; the next one has the corrected words.
  const hasOldWords =
    letter?.acts.includes('void') === true &&
    amendments.some(
      ({ amendment, sealedAt }) => amendment.kind === 'correction' && sealedAt > letter.issuedAt,
    )
  const close = () => setOpen(null)
  const done = () => {
    setOpen(null)
    void queries.invalidateQueries({ queryKey: orpc.enrolment.list.key() })
    void queries.invalidateQueries({ queryKey: orpc.suket.key() })
    onChanged()
  }
  useShortcuts([
    {
      key: 'F7',
      label: t('enrolment.amend.correct'),
      run: () => setOpen('correct'),
      enabled: !cancelled && open === null,
    },
  ])
  return (
    <section className={recordingClasses.section}>
      <h2>
        {t('enrolment.amend.title')}
        {cancelled ? <StatusWord meaning="bahaya" word={t('enrolment.amend.cancelled')} /> : null}
      </h2>
      {amendments.length === 0 ? null : (
        <ul className={classes.list}>
          {amendments.map(({ id: packet, seq, amendment, operator, sealedAt, received }) => (
            <li key={packet}>
              <header>
                <StatusWord
                  meaning={received ? 'aman' : 'menunggu'}
                  word={t('enrolment.amend.line', {
                    kind: t(`enrolment.amend.kinds.${amendment.kind}`),
                    seq,
                    operator,
                  })}
                />
                <time>{instant(sealedAt)}</time>
              </header>
              <AmendmentWords amendment={amendment} />
            </li>
          ))}
        </ul>
      )}
      {amending.map((one) => (
        <Unsealed key={one.id} recording={id} {...one} onDone={done} />
      ))}
      {hasOldWords && letter ? (
        <p role="status">{t('enrolment.amend.letterOld', { number: letter.number })}</p>
      ) : null}
      {cancelled ? null : (
        <div className={classes.acts}>
          <ActButton hint="F7" onClick={() => setOpen('correct')}>
            {t('enrolment.amend.correct')}
          </ActButton>
          <ActButton onClick={() => setOpen('supplement')}>{t('enrolment.amend.supplement')}</ActButton>
          {isPenyelia ? (
            <ActButton onClick={() => setOpen('cancel')}>{t('enrolment.amend.cancel')}</ActButton>
          ) : null}
        </div>
      )}
      {open === 'correct' ? <CorrectDialog recording={recording} onClose={close} onDone={done} /> : null}
      {open === 'supplement' ? (
        <ReasonDialog
          what="supplement"
          act={orpc.enrolment.supplement.mutationOptions()}
          input={(reason) => ({ recording: id, reason })}
          onClose={close}
          onDone={(draft) => void navigate({ to: '/enrolment/draft/$id', params: { id: draft.id } })}
        />
      ) : null}
      {open === 'cancel' ? (
        <ReasonDialog
          what="cancel"
          also={
            letter?.acts.includes('withdraw')
              ? t('enrolment.amend.cancelLetter', { number: letter.number })
              : undefined
          }
          act={orpc.enrolment.amend.mutationOptions()}
          input={(reason) => ({ recording: id, amendment: { kind: 'cancellation' as const, reason } })}
          onClose={close}
          onDone={done}
        />
      ) : null}
    </section>
  )
}
