import { IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { JENIS_KELAMIN } from '../../../../contract/codes.ts'
import { STEPS } from '../../../../contract/enrolment.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { formatDay, yearsBetween } from '../../../ui/day.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { NikText } from '../../../ui/nik-text.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useToday } from '../../../ui/use-now.ts'
import { ApplicationDialog } from '../application/application-dialog.tsx'
import { ApplicationWords } from '../application/application-words.tsx'
import { DiscardButton } from './discard-button.tsx'
import { useDraft } from './draft-context.tsx'
import classes from './guide.module.css'
import { stepState } from './steps.ts'
import { useExceptionPhoto } from './use-exception-photo.ts'
import type { Facing } from './use-facing.ts'

/** Who sits at the desk: photo, name, NIK, age, what is done and what is missing. */
export function ResidentCard({ facing }: { facing: Facing }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const today = useToday()
  const { draft, photograph } = useDraft()
  const [changing, setChanging] = useState(false)
  const exceptionPhoto = useExceptionPhoto()
  useShortcuts([
    {
      key: 'Ctrl+E',
      label: t('enrolment.photo.exception.title'),
      run: photograph,
      enabled: exceptionPhoto.asked,
    },
  ])
  const { nama, nik, tanggalLahir, jenisKelamin } = draft.biodata
  const photo = draft.captures.find(({ slot }) => slot === 'photo')
  const age = yearsBetween(tanggalLahir ?? '', today)
  // Papers may follow: a scanner that is away stops nobody.
  const missing = STEPS.filter((step) => step !== 'documents' && stepState(draft, step).state !== 'done')
  const isComplete = missing.length === 0 && !exceptionPhoto.missing
  return (
    <aside className={classes.card} aria-label={t('enrolment.card.title')}>
      {photo ? (
        <img className={classes.face} src={photo.url} alt={t('enrolment.steps.photo')} />
      ) : (
        <div className={`${classes.face} ${classes.noFace}`}>
          <IconUser size={40} stroke={1} aria-hidden />
        </div>
      )}
      <div>
        <h2>{nama === undefined || nama === '' ? t('enrolment.noName') : nama}</h2>
        <p>
          <NikText nik={nik ?? ''} />
        </p>
      </div>
      <p>
        {[
          jenisKelamin ? JENIS_KELAMIN.title(jenisKelamin, language) : null,
          age === null ? null : t('enrolment.card.age', { age }),
        ]
          .filter(Boolean)
          .join(' · ')}
        {tanggalLahir ? <time>{formatDay(tanggalLahir)}</time> : null}
      </p>
      {draft.amends ? (
        <p>{t('enrolment.amend.further')}</p>
      ) : (
        <p>
          <ApplicationWords application={draft.application} />
        </p>
      )}
      <div
        className={classes.missing}
        hidden={draft.amends !== null}
        tabIndex={0}
        role="region"
        aria-label={t(isComplete ? 'enrolment.card.complete' : 'enrolment.card.missing')}
      >
        <h3>{t(isComplete ? 'enrolment.card.complete' : 'enrolment.card.missing')}</h3>
        <ul>
          {missing.map((step) => (
            <li key={step}>
              <MeaningIcon meaning="menunggu" /> {t(`enrolment.steps.${step}`)}
            </li>
          ))}
          {exceptionPhoto.missing ? (
            <li>
              <MeaningIcon meaning="menunggu" /> {t('enrolment.photo.exception.title')}
            </li>
          ) : null}
        </ul>
      </div>
      {exceptionPhoto.missing ? (
        <ActButton hint="Ctrl+E" onClick={photograph}>
          {t('enrolment.photo.exception.short')}
        </ActButton>
      ) : null}
      <span className={classes.spring} />
      {facing.open ? <StatusWord quiet meaning="aman" word={t('facing.open')} /> : null}
      <ActButton hint="F11" onClick={facing.toggle}>
        {t(facing.open ? 'facing.close' : 'facing.button')}
      </ActButton>
      {draft.amends ? null : (
        <ActButton onClick={() => setChanging(true)}>{t('enrolment.application.change')}</ActButton>
      )}
      <DiscardButton />
      {changing ? <ApplicationDialog onClose={() => setChanging(false)} /> : null}
    </aside>
  )
}
