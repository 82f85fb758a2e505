import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RecordingRow as Row } from '../../../../contract/enrolment.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import table from '../../../ui/table.module.css'
import { useZone } from '../../../ui/zone-context.tsx'
import { formatMinute } from '../../../../contract/zone.ts'
import { CentralStatusWord } from '../words/central-status.tsx'
import { copiesWord } from '../words/copies.ts'
import { MarkWord } from '../words/mark-word.tsx'
import { MaskedNik } from '../words/masked-nik.tsx'

/** One recording of the list; the whole row opens it. */
export function RecordingRow({ row }: { row: Row }) {
  const { t } = useTranslation()
  const zone = useZone()
  const navigate = useNavigate()
  const copies = copiesWord(row.copies, row.received)
  const there = { to: '/enrolment/recording/$id', params: { id: row.id } } as const
  return (
    <tr className={table.row} onClick={() => void navigate(there)}>
      <td className={table.number}>{row.seq}</td>
      <td title={row.name}>
        <Link {...there} className={`${table.open} ${table.whole}`} data-row>
          {row.name}
        </Link>
        {row.outside ? <small> · {t('queue.purposes.outside')}</small> : null}
      </td>
      <td>
        <MaskedNik nik={row.nik} />
      </td>
      <td>{formatMinute(row.sealedAt, zone)}</td>
      <td>{row.mark === null ? <CentralStatusWord status={row.status} /> : <MarkWord mark={row.mark} />}</td>
      <td>
        <StatusWord quiet meaning={copies.meaning} word={t(copies.word, { n: row.copies })} />
      </td>
      <td title={row.suket ?? ''}>{row.suket ?? '–'}</td>
    </tr>
  )
}
