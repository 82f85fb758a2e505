import { IconSchool } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './practice-band.module.css'

/** Over every screen of practice, the resident's too: nobody takes it for the real thing. */
export function PracticeBand({ children }: { children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.band} role="note">
      <IconSchool size={20} aria-hidden />
      <strong>{t('practice.title')}</strong>
      <span>{t('practice.text')}</span>
      {children}
    </div>
  )
}
