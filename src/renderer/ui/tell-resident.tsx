import { useTranslation } from 'react-i18next'
import { type NextStep, tellOf } from '../../contract/next-step.ts'
import type { CentralStatus } from '../../contract/status.ts'
import { useLanguage } from '../i18n/use-language.ts'
import classes from './tell-resident.module.css'

/** What the operator says to the resident who asks how it stands. */
export function TellResident({ status, step }: { status: CentralStatus; step: NextStep }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return <p className={classes.words}>{t('ui.tell', { words: tellOf(status, step)[language] })}</p>
}
