import { NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PRIORITIES, type Ticket } from '../../../contract/queue.ts'
import { ActButton } from '../../ui/act-button.tsx'
import classes from './queue.module.css'
import { TicketTable } from './ticket-table.tsx'
import type { useQueueActs } from './use-queue-acts.ts'

interface QueueListsProps {
  readonly waiting: readonly Ticket[]
  readonly serving: readonly Ticket[]
  readonly noShow: readonly Ticket[]
  readonly acts: ReturnType<typeof useQueueActs>
  readonly onEnd: (ticket: Ticket) => void
}

/** Who waits, who is being recorded, who was not there; each list only when somebody is in it. */
export function QueueLists({ waiting, serving, noShow, acts, onEnd }: QueueListsProps) {
  const { t } = useTranslation()
  const list = (label: string, tickets: readonly Ticket[], act: (ticket: Ticket) => ReactNode) =>
    tickets.length === 0 ? null : (
      <section className={classes.list}>
        <h2>{label}</h2>
        <TicketTable label={label} tickets={tickets} act={act} />
      </section>
    )
  const button = (words: string, onClick: () => void, first = false) => (
    <ActButton
      size="compact-sm"
      {...(first ? { 'data-row': true } : {})}
      disabled={acts.pending}
      onClick={onClick}
    >
      {words}
    </ActButton>
  )
  const calls = (ticket: Ticket) => (
    <div className={classes.rowActs}>
      {button(t('queue.call'), () => acts.recall.run({ id: ticket.id }), true)}
      {button(t('queue.end'), () => onEnd(ticket))}
      <NativeSelect
        size="xs"
        aria-label={t('queue.priorityOf', { number: ticket.number })}
        disabled={acts.pending}
        value={ticket.priority ?? 'none'}
        data={(['none', ...PRIORITIES] as const).map((value) => ({
          value,
          label: value === 'none' ? t('queue.inTurn') : t(`queue.priorities.${value}`),
        }))}
        onChange={({ currentTarget: { value } }) =>
          acts.prioritise.run({
            id: ticket.id,
            priority: PRIORITIES.find((known) => known === value) ?? null,
          })
        }
      />
    </div>
  )
  return (
    <>
      {list(t('queue.waiting', { count: waiting.length }), waiting, calls)}
      {list(t('queue.serving'), serving, ({ draft }) =>
        draft === null ? null : (
          <Link to="/enrolment/draft/$id" params={{ id: draft }} data-row>
            {t('queue.resume')}
          </Link>
        ),
      )}
      {list(t('queue.noShow'), noShow, calls)}
    </>
  )
}
