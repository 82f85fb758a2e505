import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { PrintDialog } from '../../ui/print/print-dialog.tsx'
import { countsOf } from '../../ui/print/print-words.ts'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Working } from '../../ui/working.tsx'
import classes from './print-batch.module.css'

/** Letters whose numbers are taken and that are not on paper yet: all printed at once, with how far it is and a way out. */
export function PrintBatch() {
  const { t } = useTranslation()
  const waiting = useQuery(orpc.suket.unprinted.queryOptions({ input: {} }))
  const letters = waiting.data?.letters ?? []
  /** As they were when the dialog opened: the list is another as soon as they are on their way. */
  const [opened, setOpened] = useState<typeof letters | null>(null)
  const [started, setStarted] = useState<string | null>(null)
  const batch = waiting.data?.batch ?? started
  const offered = letters.length > 0 && !waiting.data?.batch
  useShortcuts([
    {
      key: 'F10',
      label: t('print.printAll', { total: letters.length }),
      run: () => setOpened(letters),
      enabled: offered,
    },
  ])
  return (
    <>
      {batch ? <Batch id={batch} onDismiss={() => setStarted(null)} /> : null}
      {offered ? (
        <section className={classes.panel} aria-label={t('print.unprinted', { total: waiting.data?.total })}>
          <div>
            <strong>{t('print.unprinted', { total: waiting.data?.total })}</strong>
            <p>{t('print.unprintedText')}</p>
          </div>
          <ActButton hint="F10" onClick={() => setOpened(letters)}>
            {t('print.printAll', { total: letters.length })}
          </ActButton>
        </section>
      ) : null}
      {opened ? (
        <PrintDialog what={{ letters: opened }} onClose={() => setOpened(null)} onPrinted={setStarted} />
      ) : null}
    </>
  )
}

/** One batch: while it runs, and how it ended. A single letter is told on its own page. */
function Batch({ id, onDismiss }: { id: string; onDismiss: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const prints = useQuery(orpc.suket.prints.queryOptions({ input: { batch: id } }))
  const cancel = useAct({
    ...orpc.suket.cancelPrints.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.suket.key() }),
  })
  const jobs = prints.data ?? []
  const total = jobs.length
  if (total === 0) return <RefusalPanel error={prints.error} />
  const counts = countsOf(jobs)
  if (counts.live === 0) {
    const rest = counts.failed + counts.cancelled
    return (
      <section className={classes.panel} role="status">
        <div>
          <StatusWord
            meaning={counts.unknown > 0 ? 'ganda' : rest > 0 ? 'menunggu' : 'aman'}
            word={t('print.batchOver', { done: counts.done, total })}
          />
          {rest > 0 ? <p>{t('print.batchRest', { rest })}</p> : null}
          {counts.unknown > 0 ? <p>{t('print.batchUnknown', { unknown: counts.unknown })}</p> : null}
        </div>
        <ActButton onClick={onDismiss}>{t('print.dismiss')}</ActButton>
      </section>
    )
  }
  const held = jobs.find(({ state }) => state === 'out-of-paper')
  return (
    <section className={classes.panel} data-working>
      <Working
        title={t('print.batch', { total })}
        work={{ phase: 'print', done: total - counts.live, total }}
        cancel={
          <ActButton pending={cancel.pending} onClick={() => cancel.run({ batch: id })}>
            {t('print.cancel')}
          </ActButton>
        }
      />
      <p>{t('print.batchStands', counts)}</p>
      {held ? <StatusWord meaning="bahaya" word={t('print.states.out-of-paper')} /> : null}
      <RefusalPanel error={cancel.error} />
    </section>
  )
}
