import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../contract/queue.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './queue.module.css'
import { useTicketWords } from './use-ticket-words.ts'

interface CalledCardProps {
  readonly ticket: Ticket
  /** The one that the page's keys mean. */
  readonly first: boolean
  readonly pending: boolean
  readonly onStart: () => void
  readonly onRecall: () => void
  readonly onAbsent: () => void
  readonly onEnd: () => void
}

/** Somebody who was called: the number large enough to be read out, and what can become of it. */
export function CalledCard({ ticket, first, pending, ...on }: CalledCardProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const words = useTicketWords()
  const keyed = (key: string) => (first ? { hint: key } : {})
  return (
    <section className={classes.called} aria-label={t('queue.calledOne', { number: ticket.number })}>
      <strong className={classes.number}>{ticket.number}</strong>
      <div className={classes.who}>
        <h2>{ticket.name}</h2>
        <p>{words(ticket)}</p>
        <p>
          {ticket.calledAt === null
            ? null
            : t('queue.calledAt', { at: instant(ticket.calledAt), times: ticket.calls })}
        </p>
      </div>
      <div className={classes.acts}>
        <ActButton {...keyed('F10')} disabled={pending} onClick={on.onStart}>
          {t('queue.start')}
        </ActButton>
        <ActButton {...keyed('F8')} disabled={pending} onClick={on.onRecall}>
          {t('queue.recall')}
        </ActButton>
        <ActButton {...keyed('F9')} disabled={pending} onClick={on.onAbsent}>
          {t('queue.absent')}
        </ActButton>
        <ActButton {...keyed('F6')} disabled={pending} onClick={on.onEnd}>
          {t('queue.end')}
        </ActButton>
      </div>
    </section>
  )
}
