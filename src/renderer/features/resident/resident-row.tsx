import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ListedResident } from '../../../contract/resident-list.ts'
import { formatDay } from '../../ui/day.ts'
import { NikText } from '../../ui/nik-text.tsx'
import table from '../../ui/table.module.css'

export type FoundRow = ListedResident

interface ResidentRowProps {
  readonly row: FoundRow
  readonly index: number
  readonly measure: (row: HTMLElement | null) => void
}

/** One resident who fits; the whole row opens the person. The core has masked the NIK. */
export function ResidentRow({ row, index, measure }: ResidentRowProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  // The number of the queue that somebody is looked up for goes along.
  const there = { to: '/residents/$key', params: { key: row.key }, state: true } as const
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={table.row}
      onClick={() => void navigate(there)}
    >
      <td title={row.name}>
        <Link {...there} className={`${table.open} ${table.whole}`} data-row>
          {row.name}
        </Link>
      </td>
      <td>
        <NikText nik={row.nik} />
      </td>
      <td>{row.birthDate === '' ? '-' : formatDay(row.birthDate)}</td>
      <td title={row.village}>{row.village}</td>
      <td title={row.address}>{row.address}</td>
      <td>{row.fit === 'whole' ? '' : t(`residents.fits.${row.fit}`)}</td>
    </tr>
  )
}
