import { useTranslation } from 'react-i18next'
import type { EmptyProof } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount } from '../../ui/amount.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import table from '../../ui/table.module.css'

/** The disks that each bring everything back. */
export function ProofTable({ proof }: { proof: EmptyProof }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t('restore.empty.disk')}</th>
          <th scope="col">{t('restore.facts.packets')}</th>
          <th scope="col">{t('restore.empty.size')}</th>
          <th scope="col">{t('restore.columns.where')}</th>
        </tr>
      </thead>
      <tbody>
        {proof.disks.map(({ disk, label, packets, bytes, level }) => (
          <tr key={disk}>
            <td>{label}</td>
            <td>{formatCount(packets, language)}</td>
            <td>{formatBytes(bytes, language)}</td>
            <td>
              <StatusWord quiet meaning="aman" word={t(`restore.empty.levels.${level}`)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
