import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExceptionButton } from '../captures/exception-button.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { useExceptionPhoto } from '../guide/use-exception-photo.ts'
import classes from './photo.module.css'

/** Below the photo: why there is none, and the photo of other exceptions where one is asked for. */
export function PhotoExceptions() {
  const { t } = useTranslation()
  const { draft, photograph } = useDraft()
  const { asked, capture, missing } = useExceptionPhoto()
  const excepted = draft.exceptions.find(({ slot }) => slot === 'photo')
  if (!asked && !excepted) return null
  return (
    <div className={classes.tools}>
      {asked ? (
        <>
          <StatusWord
            meaning={missing ? 'menunggu' : 'aman'}
            word={t(`enrolment.photo.exception.${missing ? 'missing' : capture ? 'there' : 'excepted'}`)}
          />
          <ActButton hint="Ctrl+E" onClick={photograph}>
            {t('enrolment.photo.exception.title')}
          </ActButton>
          {capture ? null : <ExceptionButton slot="exception-photo" />}
        </>
      ) : null}
      <span className={classes.spring} />
      {excepted ? (
        <>
          <StatusWord meaning="menunggu" word={t('enrolment.capture.exceptedWhy', excepted)} />
          {draft.captures.some(({ slot }) => slot === 'photo') ? <ExceptionButton slot="photo" /> : null}
        </>
      ) : null}
    </div>
  )
}
