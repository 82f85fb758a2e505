import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import classes from './backup-page.module.css'
import { PurgeDialog } from './purge-dialog.tsx'

/** Room on this computer: what is safe elsewhere may leave it, by the rule. */
export function RoomCard() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Card title={t('backup.purge.card')}>
      <div className={classes.room}>
        <p>{t('backup.purge.rule')}</p>
        <ActButton onClick={() => setOpen(true)}>{t('backup.purge.open')}</ActButton>
      </div>
      {open ? <PurgeDialog onClose={() => setOpen(false)} /> : null}
    </Card>
  )
}
