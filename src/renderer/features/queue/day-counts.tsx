import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import form from '../../ui/form.module.css'

/** The daybook of today in one line: numbers drawn and what became of them, recordings, outside the domicile apart. */
export function DayCounts() {
  const { t } = useTranslation()
  const book = useQuery(orpc.queue.daybook.queryOptions({ input: {} }))
  if (!book.data) return null
  return <p className={form.quiet}>{t('queue.counts', book.data.counts)}</p>
}
