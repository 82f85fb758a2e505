import { useTranslation } from 'react-i18next'
import type { ErasureCounts } from '../../../contract/privacy.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import classes from './privacy.module.css'

const KINDS = ['recordings', 'photos', 'letters', 'tickets', 'requests', 'residents', 'values'] as const

/** How much of what goes, or went: kinds without any are left out. */
export function CountsList({ counts }: { readonly counts: ErasureCounts }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <ul className={classes.counts}>
      {KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
        <li key={kind}>{t(`privacy.retention.kinds.${kind}`, { n: formatCount(counts[kind], language) })}</li>
      ))}
    </ul>
  )
}
