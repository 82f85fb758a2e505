import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Custody } from '../../features/enrolment/recording/custody.tsx'
import { History } from '../../features/enrolment/recording/history.tsx'
import { CentralStatusWord } from '../../features/enrolment/words/central-status.tsx'
import { orpc } from '../../orpc.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { SuketState } from '../../ui/letter/suket-state.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { TellResident } from '../../ui/tell-resident.tsx'
import { VisitsCard } from '../../ui/visits/visits-card.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './known-recording.module.css'

/** Everything about one recording of a resident, on the resident's page: it is opened, and that is in the audit. */
export function KnownRecording({ id }: { id: string }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const shown = useQuery(orpc.enrolment.show.queryOptions({ input: { id } }))
  const suket = useQuery(orpc.suket.ofRecording.queryOptions({ input: { recording: id } }))
  const card = useQuery(orpc.printing.ofRecording.queryOptions({ input: { recording: id } }))
  const recording = shown.data
  return (
    <section className={classes.recording} aria-label={t('residents.recording')}>
      <RefusalPanel error={shown.error ?? suket.error ?? card.error} />
      {shown.isPending ? <Waiting rows={6} /> : null}
      {recording ? (
        <>
          <Card
            title={t('residents.recordedAt', { at: instant(recording.sealedAt) })}
            action={<CentralStatusWord status={recording.status} quiet={false} />}
          >
            {recording.cancelled ? null : <TellResident status={recording.status} step={recording.step} />}
            <dl className={form.facts}>
              <dt>{t('residents.recording')}</dt>
              <dd>
                <Link to="/enrolment/recording/$id" params={{ id }}>
                  {t('enrolment.sealed.seq', { seq: recording.seq })}
                </Link>
              </dd>
              <dt>Suket</dt>
              <dd>
                {suket.data ? (
                  <>
                    <Link to="/suket/$id" params={{ id: suket.data.id }}>
                      {suket.data.number}
                    </Link>{' '}
                    <SuketState state={suket.data.state} />
                  </>
                ) : (
                  '-'
                )}
              </dd>
              <dt>{t('residents.card')}</dt>
              <dd>
                {card.data ? `${t(`printing.states.${card.data.state}`)} · ${instant(card.data.since)}` : '-'}
              </dd>
            </dl>
          </Card>
          <Custody recording={recording} />
          <VisitsCard recording={id} />
          <History history={recording.history} />
        </>
      ) : null}
    </section>
  )
}
