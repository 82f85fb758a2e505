import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { BagList } from './bag-list.tsx'
import { isEmpty } from './bag-words.ts'
import classes from './exports.module.css'
import { PlanLine } from './plan-line.tsx'
import { ReceiptsResult, type Taken } from './receipts-result.tsx'

/** What is carried by hand: what a bag made now would hold, the bags made so far, the receipts that come back. */
export function Exports({ onMake }: { onMake: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const plan = useQuery(orpc.export.plan.queryOptions({ input: {} }))
  const bags = useQuery(orpc.export.bags.queryOptions({ input: {} }))
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const receipts = useAct({
    ...orpc.export.receipts.mutationOptions(),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: orpc.export.key() }),
        queries.invalidateQueries({ queryKey: orpc.upload.key() }),
      ]),
  })
  const [taken, setTaken] = useState<Taken | null>(null)
  const overdue = (bags.data ?? []).filter((bag) => bag.overdue !== null).length
  const read = () =>
    choose.run({ kind: 'folder' }, ({ path }) => {
      if (path === null) return
      setTaken(null)
      receipts.run({ folder: path }, setTaken)
    })
  return (
    <div className={classes.column}>
      <Card
        title={t('upload.manual')}
        action={
          <ActButton onClick={onMake} disabled={!plan.data || isEmpty(plan.data)}>
            {t('upload.make')}
          </ActButton>
        }
      >
        <p className={form.quiet}>{t('upload.manualText')}</p>
        <RefusalPanel error={plan.error} />
        {plan.data ? (
          <strong className={classes.plan}>
            <PlanLine plan={plan.data} />
          </strong>
        ) : null}
      </Card>
      <Card
        title={t('upload.bags')}
        flush
        action={
          <ActButton pending={choose.pending || receipts.pending} onClick={read}>
            {t('upload.receipts')}
          </ActButton>
        }
      >
        <RefusalPanel error={bags.error ?? choose.error ?? receipts.error} />
        <ReceiptsResult result={taken} />
        {overdue > 0 ? (
          <div className={classes.taken}>
            <StatusWord meaning="bahaya" word={t('bag.overdueCount', { count: overdue })} />
          </div>
        ) : null}
        {bags.data ? <BagList bags={bags.data} /> : null}
        {bags.isPending ? <Waiting rows={4} /> : null}
      </Card>
    </div>
  )
}
