import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../act-button.tsx'
import form from '../form.module.css'
import { RefusalPanel } from '../refusal-panel.tsx'
import { StatusWord } from '../status-word.tsx'
import { useAct } from '../use-act.ts'
import { isLive, PRINT_MEANING, whyOf } from './print-words.ts'

/** How the newest print of a letter stands, in words; what hangs can be taken back, and of what nobody knows a person says it. */
export function PrintState({ suket }: { suket: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const refresh = { onSuccess: () => queries.invalidateQueries({ queryKey: orpc.suket.key() }) }
  const prints = useQuery(orpc.suket.prints.queryOptions({ input: { suket } }))
  const cancel = useAct({ ...orpc.suket.cancelPrints.mutationOptions(), ...refresh })
  const settle = useAct({ ...orpc.suket.settlePrint.mutationOptions(), ...refresh })
  const job = prints.data?.[0]
  if (!job) return <RefusalPanel error={prints.error} />
  const why = whyOf(job)
  return (
    <div className={form.column} role="status" aria-label={t('print.stateOf')}>
      <StatusWord meaning={PRINT_MEANING[job.state]} word={t(`print.states.${job.state}`)} />
      <p className={form.quiet}>
        {why === null ? t('print.on', { printer: job.printer }) : t(`print.whys.${why}`)}
      </p>
      {isLive(job) ? (
        <div>
          <ActButton pending={cancel.pending} onClick={() => cancel.run({ batch: job.batch })}>
            {t('print.cancel')}
          </ActButton>
        </div>
      ) : null}
      {job.state === 'unknown' ? (
        <div className={form.row}>
          <ActButton pending={settle.pending} onClick={() => settle.run({ job: job.id, came: true })}>
            {t('print.came')}
          </ActButton>
          <ActButton pending={settle.pending} onClick={() => settle.run({ job: job.id, came: false })}>
            {t('print.cameNot')}
          </ActButton>
        </div>
      ) : null}
      <RefusalPanel error={cancel.error ?? settle.error} />
    </div>
  )
}
