import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Entries } from '../../features/settings/entries.tsx'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { useMay } from '../../ui/use-may.ts'

/** The audit of a person, for who may see it. Asking for it is an act itself, so it is asked for on purpose. */
export function ActsAbout({ nik }: { nik: string }) {
  const { t } = useTranslation()
  const may = useMay()
  const [asked, setAsked] = useState(false)
  if (!may('audit.list')) return null
  return (
    <Card
      title={t('residents.acts')}
      flush={asked}
      action={asked ? null : <ActButton onClick={() => setAsked(true)}>{t('residents.actsShow')}</ActButton>}
    >
      {asked ? <Entries filter={{ about: nik }} /> : <p className={form.quiet}>{t('residents.actsText')}</p>}
    </Card>
  )
}
