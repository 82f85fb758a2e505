import { Link, useNavigate } from '@tanstack/react-router'
import type { Suket } from '../../../contract/suket.ts'
import { formatDay } from '../../ui/day.ts'
import { NikText } from '../../ui/nik-text.tsx'
import table from '../../ui/table.module.css'
import { SuketState } from '../../ui/letter/suket-state.tsx'

interface RegisterRowProps {
  readonly row: Suket
  readonly index: number
  readonly measure: (row: HTMLElement | null) => void
}

/** One letter of the register; the whole row opens it. The core has masked the NIK. */
export function RegisterRow({ row, index, measure }: RegisterRowProps) {
  const navigate = useNavigate()
  const there = { to: '/suket/$id', params: { id: row.id } } as const
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={table.row}
      onClick={() => void navigate(there)}
    >
      <td title={row.number}>
        <Link {...there} className={table.open} data-row>
          {row.number}
        </Link>
      </td>
      <td title={row.name}>
        <span className={table.whole}>{row.name}</span>
      </td>
      <td>
        <NikText nik={row.nik} />
      </td>
      <td>{formatDay(row.issuedOn)}</td>
      <td>{formatDay(row.expiresOn)}</td>
      <td>
        <SuketState state={row.state} />
      </td>
    </tr>
  )
}
