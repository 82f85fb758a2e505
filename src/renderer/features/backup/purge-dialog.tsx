import { Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatBytes, formatCount } from '../../ui/amount.ts'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Waiting } from '../../ui/waiting.tsx'
import classes from './backup-page.module.css'

/** What may leave this computer by the rule: shown first, then let go with a supervisor's reason. */
export function PurgeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const plan = useQuery(orpc.backup.purgePlan.queryOptions({ input: {}, staleTime: 0 }))
  const purge = useAct({
    ...orpc.backup.purge.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.backup.key() }),
  })
  const [done, setDone] = useState<{ packets: number; bytes: number } | null>(null)
  const able = done === null && !purge.pending && (plan.data?.packets ?? 0) > 0
  const submit = () => {
    setTried(true)
    if (able && plan.data && isReason(reason))
      purge.run({ token: plan.data.token, reason: reason.trim() }, setDone)
  }
  useShortcuts(
    [
      {
        key: 'Escape',
        label: t(done ? 'backup.dismiss' : 'backup.cancel'),
        run: onClose,
        enabled: !purge.pending,
      },
      { key: 'F10', label: t('backup.purge.do'), run: submit, enabled: able },
    ],
    'dialog',
  )
  const count = (n: number) => formatCount(n, language)
  const found = plan.data
  return (
    <Modal opened onClose={onClose} title={t('backup.purge.title')} size={640}>
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <RefusalPanel error={plan.error} />
        {plan.isPending ? <Waiting rows={4} /> : null}
        {done ? (
          <p role="status">
            {t('backup.purge.done', {
              packets: count(done.packets),
              size: formatBytes(done.bytes, language),
            })}
          </p>
        ) : null}
        {found && !done ? (
          <>
            <strong>
              {t('backup.purge.found', {
                packets: count(found.packets),
                size: formatBytes(found.bytes, language),
              })}
            </strong>
            <ul className={classes.reminders}>
              <li>{t('backup.purge.receipt', { packets: count(found.held.receipt) })}</li>
              <li>
                {found.retentionDays === null
                  ? t('backup.purge.forEver')
                  : t('backup.purge.retention', {
                      packets: count(found.held.retention),
                      days: count(found.retentionDays),
                    })}
              </li>
              <li>
                {t('backup.purge.copies', { packets: count(found.held.copies), places: count(found.places) })}
              </li>
            </ul>
            {found.listed.length > 0 ? (
              <>
                <textarea
                  readOnly
                  aria-label={t('backup.purge.ids')}
                  className={classes.ids}
                  rows={Math.min(6, found.listed.length)}
                  value={found.listed.join('\n')}
                />
                <ReasonField
                  autoFocus
                  label={t('backup.purge.reason')}
                  reasons={[t('backup.purge.reasons.space'), t('backup.purge.reasons.retention')]}
                  value={reason}
                  error={tried && !isReason(reason) ? t('backup.required') : undefined}
                  onChange={setReason}
                />
              </>
            ) : null}
          </>
        ) : null}
        <RefusalPanel error={purge.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={purge.pending} onClick={onClose}>
            {t(done ? 'backup.dismiss' : 'backup.cancel')}
          </ActButton>
          {done ? null : (
            <ActButton type="submit" variant="filled" hint="F10" disabled={!able} pending={purge.pending}>
              {t('backup.purge.do')}
            </ActButton>
          )}
        </div>
      </form>
    </Modal>
  )
}
