import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../contract/catalogue.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import { RefusalLines, RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useDebounced } from '../../ui/use-debounced.ts'
import { filterOf, NO_FILTER } from './audit-filter.ts'
import { AuditSave } from './audit-save.tsx'
import { AuditSearch } from './audit-search.tsx'
import { Entries } from './entries.tsx'
import classes from './settings-page.module.css'

interface Chain {
  readonly sound: boolean
  readonly entries: number
  readonly values: number
  readonly brokenAt: number | null
}

/** The audit: whether its chain holds, and what was done last. */
export function AuditCard() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [chain, setChain] = useState<Chain | null>(null)
  const [typed, setTyped] = useState(NO_FILTER)
  const settled = useDebounced(typed, 300)
  const verify = useAct(orpc.audit.verify.mutationOptions())
  const broken = chain && !chain.sound ? refusalOf('AUDIT-BROKEN', { seq: chain.brokenAt ?? '?' }) : null
  return (
    <Card
      title={t('settings.audit')}
      flush
      action={
        <ActButton pending={verify.pending} onClick={() => verify.run({}, setChain)}>
          {t('settings.verify')}
        </ActButton>
      }
    >
      <p className={classes.text}>{t('settings.auditText')}</p>
      <RefusalPanel error={verify.error} />
      {chain?.sound ? (
        <div className={classes.result} role="status">
          <StatusWord
            meaning="aman"
            word={t('settings.sound', {
              entries: formatCount(chain.entries, language),
              values: formatCount(chain.values, language),
            })}
          />
        </div>
      ) : null}
      {broken ? <RefusalLines refused={{ code: broken.code, ...broken[language] }} /> : null}
      <AuditSearch typed={typed} onType={setTyped} />
      <AuditSave filter={filterOf(settled)} />
      <Entries filter={filterOf(settled)} />
    </Card>
  )
}
