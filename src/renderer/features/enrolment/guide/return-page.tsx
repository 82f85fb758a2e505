import { IconUser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { formatDay, yearsBetween } from '../../../ui/day.ts'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { NikText } from '../../../ui/nik-text.tsx'
import { Page } from '../../../ui/page.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useReturnFinger } from './use-return-finger.ts'
import { useToday } from '../../../ui/use-now.ts'
import { useInstant } from '../../../ui/zone-context.tsx'
import { useTakeDraft } from './draft-context.tsx'
import classes from './return-page.module.css'

type Parked = Draft & { parked: NonNullable<Draft['parked']> }

/** A parked recording is opened: first the operator holds who has come against the photo. */
export function ReturnPage({ draft }: { draft: Parked }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const take = useTakeDraft()
  const back = useAct({ ...orpc.enrolment.unpark.mutationOptions(), onSuccess: take })
  const photo = draft.captures.find(({ slot }) => slot === 'photo')
  const others = draft.captures.length
  const leave = () => void navigate({ to: '/enrolment' })
  const go = () => back.run({ id: draft.id, same: true })
  const { nama, nik } = draft.biodata
  const finger = useReturnFinger(draft, take)
  const free = !back.pending && !finger.pending
  useShortcuts([
    { key: 'F10', label: t('enrolment.parking.same'), run: go, enabled: free },
    {
      key: 'F9',
      label: t('enrolment.parking.compareFinger'),
      run: finger.read,
      enabled: free && finger.ready,
    },
    { key: 'Escape', label: t('ui.back'), run: leave },
  ])
  return (
    <Page
      title={t('enrolment.parking.back')}
      primary={
        <ActButton
          variant="filled"
          hint="F10"
          autoFocus
          disabled={finger.pending}
          pending={back.pending}
          onClick={go}
        >
          {t(photo ? 'enrolment.parking.same' : 'enrolment.parking.goOn')}
        </ActButton>
      }
    >
      <RefusalPanel error={back.error ?? finger.error} />
      <div className={classes.page}>
        {photo ? (
          <img className={classes.face} src={photo.url} alt={t('enrolment.steps.photo')} />
        ) : (
          <span className={classes.face}>
            <IconUser size={64} stroke={1} aria-hidden />
            {t('enrolment.alike.noPhoto')}
          </span>
        )}
        <div className={classes.words}>
          <h2>{nama === undefined || nama === '' ? t('enrolment.noName') : nama}</h2>
          <Facts draft={draft} />
          <p>
            <NikText nik={nik ?? ''} />
          </p>
          {photo ? <p>{t('enrolment.parking.compare')}</p> : null}
          {finger.name === null ? null : (
            <div className={classes.finger}>
              <ActButton hint="F9" disabled={!finger.ready} pending={finger.pending} onClick={finger.read}>
                {t('enrolment.parking.compareFinger')}
              </ActButton>
              <span role="status">
                {t(finger.ready ? 'enrolment.parking.placeFinger' : 'enrolment.parking.noScanner', {
                  finger: finger.name,
                })}
              </span>
            </div>
          )}
          {!photo && others > 0 ? (
            <StatusWord meaning="menunggu" word={t('enrolment.parking.untied', { count: others })} />
          ) : null}
          <div>
            <ActButton hint="Escape" onClick={leave}>
              {t('enrolment.parking.notSame')}
            </ActButton>
          </div>
        </div>
      </div>
    </Page>
  )
}

function Facts({ draft: { parked, biodata } }: { draft: Parked }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const age = yearsBetween(biodata.tanggalLahir ?? '', useToday())
  return (
    <dl className={classes.facts}>
      {age === null ? null : (
        <>
          <dt>{t('enrolment.parking.age')}</dt>
          <dd>{t('enrolment.card.age', { age })}</dd>
        </>
      )}
      <dt>{t('enrolment.parking.since')}</dt>
      <dd>
        {instant(parked.at)} · {parked.by}
      </dd>
      <dt>{t('enrolment.capture.reason')}</dt>
      <dd>{parked.reason}</dd>
      {parked.phone === '' ? null : (
        <>
          <dt>{t('enrolment.fields.telepon')}</dt>
          <dd>{parked.phone}</dd>
        </>
      )}
      {parked.callOn === null ? null : (
        <>
          <dt>{t('enrolment.parking.callOn')}</dt>
          <dd>{formatDay(parked.callOn)}</dd>
        </>
      )}
    </dl>
  )
}
