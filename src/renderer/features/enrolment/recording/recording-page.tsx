import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { AccessCard } from '../../../ui/access-card.tsx'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { NikText } from '../../../ui/nik-text.tsx'
import { Page } from '../../../ui/page.tsx'
import { QrCode } from '../../../ui/qr-code.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { VisitsCard } from '../../../ui/visits/visits-card.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { useInstant } from '../../../ui/zone-context.tsx'
import { ApplicationWords } from '../application/application-words.tsx'
import { Amendments } from '../amend/amendments.tsx'
import { BiodataSummary } from '../review/biodata-summary.tsx'
import { SuketCard } from '../suket/suket-card.tsx'
import { CentralStatusWord } from '../words/central-status.tsx'
import { MarkWord } from '../words/mark-word.tsx'
import { Custody } from './custody.tsx'
import { Exceptions } from './exceptions.tsx'
import { History } from './history.tsx'
import { ProofButton } from './proof-button.tsx'
import { Standing } from './standing.tsx'
import classes from './recording.module.css'

/** One recording: who, where it lies, what was done with it, its papers. Opening it is in the audit. */
export function RecordingPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const instant = useInstant()
  const { id } = useParams({ from: '/enrolment/recording/$id' })
  const shown = useQuery(orpc.enrolment.show.queryOptions({ input: { id } }))
  const back = () => void navigate({ to: '/enrolment' })
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: back }])
  const recording = shown.data
  return (
    <Page
      title={recording?.name ?? t('rooms.enrolment')}
      tools={
        recording ? (
          <>
            <NikText nik={recording.nik} />
            {recording.mark === null ? null : <MarkWord mark={recording.mark} />}
            {recording.mark === 'cancelled' && recording.status === 'UNREGISTERED' ? null : (
              <CentralStatusWord status={recording.status} quiet={false} />
            )}
          </>
        ) : null
      }
      primary={
        <ActButton hint="Escape" onClick={back}>
          {t('ui.back')}
        </ActButton>
      }
    >
      <RefusalPanel error={shown.error} />
      {shown.isPending ? <Waiting rows={10} /> : null}
      {recording ? (
        <div className={classes.page}>
          <div className={classes.column}>
            <div className={classes.person}>
              {recording.photoUrl ? <img src={recording.photoUrl} alt={t('enrolment.steps.photo')} /> : null}
              <div className={classes.proof}>
                <QrCode text={recording.proof} label={t('enrolment.recording.proof')} size={160} />
                <div>
                  <h2>{t('enrolment.recording.proof')}</h2>
                  <p>{t('enrolment.recording.proofText')}</p>
                  <p>
                    {t('enrolment.sealed.seq', { seq: recording.seq })}
                    <br />
                    {instant(recording.sealedAt)}
                  </p>
                  <ProofButton id={id} seq={recording.seq} />
                </div>
              </div>
            </div>
            <BiodataSummary biodata={recording.biodata} />
          </div>
          <div className={classes.column}>
            {recording.cancelled ? null : <Standing recording={recording} />}
            <section className={classes.section}>
              <h2>{t('enrolment.application.title')}</h2>
              <p>
                <ApplicationWords application={recording.application} />
              </p>
            </section>
            <Custody recording={recording} />
            <Exceptions recording={recording} onApproved={() => void shown.refetch()} />
            <Amendments recording={recording} onChanged={() => void shown.refetch()} />
            <SuketCard recording={id} cancelled={recording.cancelled} />
            <VisitsCard recording={id} />
            <AccessCard about={{ recording: id }} />
            <History history={recording.history} />
          </div>
        </div>
      ) : null}
    </Page>
  )
}
