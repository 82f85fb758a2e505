import { useTranslation } from 'react-i18next'
import type { RestoreResult } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import { formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { PlanTables } from './plan-tables.tsx'
import { Steps } from './steps.tsx'

/** The station stands: what came back, what did not, and what to do next. */
export function Done({ result, onOpen }: { result: RestoreResult; onOpen: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  useShortcuts([{ key: 'Enter', label: t('restore.open'), run: onOpen }])
  const lost = result.missing.length + result.unknownNumbers.length
  return (
    <DoorFrame title={t('restore.finished')} wide>
      <Steps at="done" />
      <div className={form.column} role="status">
        <StatusWord
          meaning={lost > 0 ? 'menunggu' : 'aman'}
          word={t('restore.finishedText', { packets: formatCount(result.packets, language) })}
        />
        {lost > 0 ? <p className={form.quiet}>{t('restore.finishedLost')}</p> : null}
        <PlanTables plan={result} />
        <p className={form.quiet}>{t('restore.finishedNext')}</p>
        <div className={form.foot}>
          <span />
          <ActButton variant="filled" hint="Enter" autoFocus onClick={onOpen}>
            {t('restore.open')}
          </ActButton>
        </div>
      </div>
    </DoorFrame>
  )
}
