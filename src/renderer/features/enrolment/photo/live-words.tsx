import { useTranslation } from 'react-i18next'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { isGood, type Said } from './face/steady.ts'
import classes from './photo.module.css'
import type { LiveLook } from './use-live-look.ts'

/** A screen reader hears what has stood so long, in milliseconds: what changes faster is only seen. */
const HEARD_AFTER = 1500

/** Over the live picture: what the operator tells the resident, or that the photo is good. */
export function LiveWords({ state, said, waits }: Omit<LiveLook, 'take'>) {
  const { t } = useTranslation()
  const words = useWords(state, said)
  const heard = useDebounced(words, HEARD_AFTER)
  const good = state === 'watching' && isGood(said)
  return (
    <>
      <p className={classes.said} data-meaning={good ? 'aman' : 'menunggu'} aria-hidden>
        <MeaningIcon meaning={good ? 'aman' : 'menunggu'} />
        <span>{waits && !good ? t('enrolment.photo.live.waits', { words }) : words}</span>
      </p>
      <span className={classes.heard} role="status">
        {heard}
      </span>
    </>
  )
}

function useWords(state: LiveLook['state'], said: Said | null): string {
  const { t } = useTranslation()
  if (state === 'gone') return t('enrolment.photo.live.gone')
  if (state === 'starting' || said === null) return t('enrolment.photo.live.starting')
  if (said === 'good') return t('enrolment.photo.live.good')
  return said === 'background' ? t('enrolment.photo.live.backdrop') : t(`enrolment.photo.flaws.${said}`)
}
