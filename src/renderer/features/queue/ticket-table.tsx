import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../contract/queue.ts'
import { onRowKeys } from '../../ui/row-keys.ts'
import table from '../../ui/table.module.css'
import { useInstant } from '../../ui/zone-context.tsx'
import { useTicketWords } from './use-ticket-words.ts'

interface TicketTableProps {
  readonly label: string
  readonly tickets: readonly Ticket[]
  /** What can be done with one of them. */
  readonly act: (ticket: Ticket) => ReactNode
}

/** Numbers of one state, in their order. */
export function TicketTable({ label, tickets, act }: TicketTableProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const words = useTicketWords()
  return (
    <table className={table.table} aria-label={label} onKeyDown={onRowKeys}>
      <colgroup>
        <col width={72} />
        <col width={256} />
        <col />
        <col width={208} />
        <col width={352} />
      </colgroup>
      <thead>
        <tr>
          <th className={table.number}>{t('queue.number')}</th>
          <th>{t('queue.name')}</th>
          <th>{t('queue.what')}</th>
          <th>{t('queue.takenAt')}</th>
          <th>
            <VisuallyHidden>{t('queue.acts')}</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {tickets.map((ticket) => (
          <tr key={ticket.id}>
            <td className={table.number}>{ticket.number}</td>
            <td title={ticket.name}>
              <span className={table.whole}>{ticket.name}</span>
            </td>
            <td title={words(ticket)}>{words(ticket)}</td>
            <td>{instant(ticket.createdAt)}</td>
            <td>{act(ticket)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
