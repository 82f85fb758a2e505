import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import table from './table.module.css'

/** The last row of what was fetched: asks for more when it comes into sight. */
export function ReachedEnd({ columns, onReached }: { columns: number; onReached: () => void }) {
  const { t } = useTranslation()
  const row = useRef<HTMLTableRowElement>(null)
  const reached = useRef(onReached)
  useEffect(() => {
    reached.current = onReached
  })
  useEffect(() => {
    if (!row.current) return undefined
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && reached.current())
    watch.observe(row.current)
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
