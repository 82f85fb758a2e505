import { useQuery } from '@tanstack/react-query'
import { IconTrashOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionPlan } from '../../../contract/privacy.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import table from '../../ui/table.module.css'
import { useMay } from '../../ui/use-may.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { ActsCard } from './acts-card.tsx'
import { CountsList } from './counts-list.tsx'
import { DestroyDialog } from './destroy-dialog.tsx'
import classes from './privacy.module.css'

const HELD = ['receipt', 'retention', 'letter', 'card', 'draft'] as const

/** What the Dinas' retention says is due, what stays and why, and what was destroyed before. */
export function RetentionPart() {
  const { t } = useTranslation()
  const may = useMay()
  const [destroying, setDestroying] = useState(false)
  const plan = useQuery(orpc.privacy.retentionPlan.queryOptions({ input: {}, staleTime: 0 }))
  const due = plan.data !== undefined && Object.values(plan.data.counts).some((n) => n > 0)
  const able = due && may('privacy.destroy')
  useShortcuts([
    { key: 'F7', label: t('privacy.retention.destroy'), run: () => setDestroying(true), enabled: able },
  ])
  return (
    <>
      <Card
        title={t('privacy.retention.title')}
        action={
          able ? (
            <ActButton hint="F7" onClick={() => setDestroying(true)}>
              {t('privacy.retention.destroy')}
            </ActButton>
          ) : undefined
        }
      >
        <RefusalPanel error={plan.error} />
        {plan.isPending ? <Waiting rows={5} /> : null}
        {plan.data ? <Plan plan={plan.data} due={due} /> : null}
      </Card>
      <ActsCard />
      {destroying && plan.data ? (
        <DestroyDialog
          plan={plan.data}
          onClose={() => {
            setDestroying(false)
            void plan.refetch()
          }}
        />
      ) : null}
    </>
  )
}

function Plan({ plan, due }: { readonly plan: RetentionPlan; readonly due: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const count = (n: number) => formatCount(n, language)
  const days = (n: number | null) =>
    n === null ? t('privacy.retention.forEver') : t('privacy.retention.days', { days: count(n) })
  return (
    <div className={form.column}>
      <p className={form.quiet}>
        {t('privacy.retention.rule', {
          recording: days(plan.recordingDays),
          audit: days(plan.auditDays),
        })}
      </p>
      {due ? (
        <>
          <strong>{t('privacy.retention.due')}</strong>
          <CountsList counts={plan.counts} />
        </>
      ) : (
        <Empty
          icon={IconTrashOff}
          title={t('privacy.retention.none')}
          text={t(plan.recordingDays === null ? 'privacy.retention.noDays' : 'privacy.retention.noneText')}
        />
      )}
      <ul className={classes.counts}>
        {HELD.filter((why) => plan.held[why] > 0).map((why) => (
          <li key={why}>{t(`privacy.retention.held.${why}`, { n: count(plan.held[why]) })}</li>
        ))}
        {plan.drafts > 0 ? <li>{t('privacy.retention.drafts', { n: count(plan.drafts) })}</li> : null}
        {plan.packetsHere > 0 ? (
          <li>{t('privacy.retention.packetsHere', { n: count(plan.packetsHere) })}</li>
        ) : null}
      </ul>
      {plan.listed.length > 0 ? (
        <table className={table.table}>
          <caption hidden>{t('privacy.retention.due')}</caption>
          <thead>
            <tr>
              {(['name', 'nik', 'sealed', 'final'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`privacy.retention.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.listed.map((one) => (
              <tr key={one.id}>
                <td>{one.name}</td>
                <td>{one.nik}</td>
                <td>{instant(one.sealedAt)}</td>
                <td>{instant(one.finalAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  )
}
