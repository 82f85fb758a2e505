import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../contract/queue.ts'

/** What is to be known of a number beside its name: left over, priority, purpose, telephone, note. */
export function useTicketWords(): (ticket: Ticket) => string {
  const { t } = useTranslation()
  return ({ carried, day, priority, purpose, phone, note }) =>
    [
      carried ? t('queue.carried', { day: day.split('-').toReversed().join('-') }) : null,
      priority === null ? null : t(`queue.priorities.${priority}`),
      t(`queue.purposes.${purpose}`),
      phone,
      note,
    ]
      .filter(Boolean)
      .join(' · ')
}
