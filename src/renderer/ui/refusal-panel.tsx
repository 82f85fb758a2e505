import { ActionIcon } from '@mantine/core'
import { IconArrowRight, IconShieldCheck, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/use-language.ts'
import { MeaningIcon } from './meaning-icon.tsx'
import { refusedBy, type Refused } from './refusal.ts'
import classes from './refusal-panel.module.css'

interface RefusalPanelProps {
  /** What a call threw; nothing is shown for null. */
  readonly error: unknown
  /** What the person can do now, as buttons. */
  readonly actions?: ReactNode
  /** Given where reading it is enough to deal with it. */
  readonly onDismiss?: () => void
}

/** A refusal of the core: what happened, what is safe, what to do, and its code. It stays until it is dealt with. */
export function RefusalPanel({ error, actions, onDismiss }: RefusalPanelProps) {
  const language = useLanguage()
  if (!error) return null
  return <RefusalLines refused={refusedBy(error, language)} actions={actions} onDismiss={onDismiss} />
}

/** The same panel for words that did not come with an error. */
export function RefusalLines({
  refused,
  actions,
  onDismiss,
}: {
  refused: Refused
  actions?: ReactNode
  onDismiss?: (() => void) | undefined
}) {
  const { t } = useTranslation()
  return (
    <div className={classes.panel} role="alert">
      <MeaningIcon meaning="bahaya" size={20} />
      <div className={classes.lines}>
        <strong>{refused.what}</strong>
        <span className={classes.line}>
          <IconShieldCheck size={16} aria-hidden />
          {refused.safe}
        </span>
        <span className={classes.line}>
          <IconArrowRight size={16} aria-hidden />
          {refused.todo}
        </span>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
      <span className={classes.code}>{refused.code}</span>
      {onDismiss ? (
        <ActionIcon variant="subtle" color="slate" aria-label={t('ui.dismiss')} onClick={onDismiss}>
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </div>
  )
}
