import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PROFILE_PART_WORDS } from '../../../contract/profile-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useMay } from '../../ui/use-may.ts'
import { useInstant } from '../../ui/zone-context.tsx'

/** A newer profile that came along with receipts: an administrator puts it into force, everybody else hears that it waits. */
export function WaitingProfileCard() {
  const { t } = useTranslation()
  const may = useMay()
  const instant = useInstant()
  const language = useLanguage()
  const queries = useQueryClient()
  const waiting = useQuery(orpc.settings.waitingProfile.queryOptions({ input: {} })).data
  const [installed, setInstalled] = useState<number | null>(null)
  const install = useAct({
    ...orpc.settings.installWaiting.mutationOptions(),
    onSuccess: ({ profileSerial }) => {
      setInstalled(profileSerial)
      return queries.invalidateQueries()
    },
  })
  if (!waiting && installed !== null)
    return (
      <p role="status">
        <StatusWord meaning="aman" word={t('settings.newProfile.done', { serial: installed })} />
      </p>
    )
  if (!waiting) return null
  const { serial, from, at, changes } = waiting
  return (
    <Card
      title={t('settings.newProfile.title', { serial })}
      action={
        may('settings.installWaiting') ? (
          <ActButton pending={install.pending} onClick={() => install.run({ serial })}>
            {t('settings.newProfile.install')}
          </ActButton>
        ) : undefined
      }
    >
      <p className={form.quiet}>
        {t(may('settings.installWaiting') ? 'settings.newProfile.text' : 'settings.newProfile.ask')}
      </p>
      <dl className={form.facts}>
        <dt>{t('settings.newProfile.from')}</dt>
        <dd>
          {from} · {instant(at)}
        </dd>
        <dt>{t('settings.newProfile.changes')}</dt>
        <dd>
          {changes.length > 0
            ? changes.map((part) => PROFILE_PART_WORDS[part][language]).join(', ')
            : t('settings.newProfile.nothing')}
        </dd>
      </dl>
      <RefusalPanel error={install.error} />
    </Card>
  )
}
