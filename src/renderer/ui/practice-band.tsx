import { IconSchool } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './practice-band.module.css'

/** Over every screen of practice, dialogs and the resident's window too: nobody takes it for the real thing. @param facing in the resident's letters, with what concerns them */
export function PracticeBand({ facing = false, children }: { facing?: boolean; children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.band} data-facing={facing || undefined} role="note">
      <IconSchool size={facing ? 32 : 20} aria-hidden />
      {facing ? null : <strong>{t('practice.title')}</strong>}
      <span>{t(facing ? 'practice.facing' : 'practice.text')}</span>
      {children}
    </div>
  )
}
