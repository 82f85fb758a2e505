import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import table from '../../../ui/table.module.css'

/** The last row of a page of rows: asks for more when it comes into sight. */
export function LoadMore({ columns, onReached }: { columns: number; onReached: () => void }) {
  const { t } = useTranslation()
  const row = useRef<HTMLTableRowElement>(null)
  const reached = useRef(onReached)
  useEffect(() => {
    reached.current = onReached
  })
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && reached.current())
    if (row.current) watch.observe(row.current)
    return () => watch.disconnect()
  }, [])
  return (
    <tr ref={row}>
      <td colSpan={columns} className={table.more}>
        {t('ui.loading')}
      </td>
    </tr>
  )
}
