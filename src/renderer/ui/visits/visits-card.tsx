import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { statusWord } from '../../../contract/status.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../act-button.tsx'
import { Card } from '../card.tsx'
import form from '../form.module.css'
import { RefusalPanel } from '../refusal-panel.tsx'
import { StatusWord } from '../status-word.tsx'
import { useMay } from '../use-may.ts'
import { useInstant } from '../zone-context.tsx'
import { SettleDialog } from './settle-dialog.tsx'
import classes from './visits.module.css'

/** When somebody asked for the card, how it stood then, and what a penyelia did about it. */
export function VisitsCard({ recording }: { recording: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const may = useMay()
  const [settling, setSettling] = useState(false)
  const asked = useQuery(orpc.printing.visits.queryOptions({ input: { recording } }))
  const visits = asked.data?.visits ?? []
  const unmoved = asked.data?.unmoved ?? 0
  const open = visits.some(({ settledAt }) => settledAt === null)
  return (
    <Card
      title={t('printing.visits.title')}
      action={
        open && may('printing.settleVisits') ? (
          <ActButton onClick={() => setSettling(true)}>{t('printing.visits.settle')}</ActButton>
        ) : null
      }
    >
      <RefusalPanel error={asked.error} />
      {asked.data && visits.length === 0 ? <p className={form.quiet}>{t('printing.visits.none')}</p> : null}
      {unmoved >= 2 ? (
        <p>
          <StatusWord
            meaning="menunggu"
            word={`${t('printing.visits.unmoved', { count: unmoved })} · ${t('printing.visits.waits')}`}
          />
        </p>
      ) : null}
      <ul className={classes.list}>
        {visits.map(({ id, at, how, status, settledBy, note }) => (
          <li key={id}>
            <time>{instant(at)}</time>
            <span>
              {t(`printing.visits.ways.${how}`)} · {statusWord(status, language)}
            </span>
            {settledBy === null ? null : (
              <small>{t('printing.visits.settled', { by: settledBy, note: note ?? '' })}</small>
            )}
          </li>
        ))}
      </ul>
      {settling ? <SettleDialog recording={recording} onClose={() => setSettling(false)} /> : null}
    </Card>
  )
}
