import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './letter-page.module.css'
import { actOf } from './suket-words.ts'

/** Everything that happened to a letter, newest first. */
export function LetterHistory({ id }: { id: string }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const history = useQuery(orpc.suket.history.queryOptions({ input: { id } }))
  if (!history.data || history.data.length === 0) return null
  return (
    <section aria-label={t('suket.history')}>
      <h3>{t('suket.history')}</h3>
      <ol className={classes.history}>
        {history.data.toReversed().map((event, index) => (
          <li key={`${event.at}${index}`}>
            <strong>{t(`suket.events.${actOf(event.act)}`)}</strong>
            <span>
              {instant(event.at)} · {event.operator}
            </span>
            {event.reason ? <span>{event.reason}</span> : null}
            {event.detail === 'PAdES' ? <span>{t('suket.signed')}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
