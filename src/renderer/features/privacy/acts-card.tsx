import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import table from '../../ui/table.module.css'
import { useAct } from '../../ui/use-act.ts'
import { useMay } from '../../ui/use-may.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './privacy.module.css'
import { useSaveAct } from './use-save-act.ts'

/** The register of destructions; each record can be saved again, and a signed list be applied after a restore from an older disk. */
export function ActsCard() {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const may = useMay()
  const queries = useQueryClient()
  const acts = useQuery(orpc.privacy.retentionActs.queryOptions({ input: {} }))
  const save = useSaveAct()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const [applied, setApplied] = useState('')
  const apply = useAct({
    ...orpc.privacy.applyList.mutationOptions(),
    onSuccess: () => queries.invalidateQueries(),
  })
  const again = () =>
    choose.run({ kind: 'file' }, ({ path }) => {
      if (path !== null)
        apply.run({ path }, ({ number, recordings }) =>
          setApplied(t('privacy.acts.applied', { number, packets: formatCount(recordings, language) })),
        )
    })
  const said = save.saved || applied
  return (
    <Card
      title={t('privacy.acts.title')}
      action={
        may('privacy.applyList') ? (
          <ActButton pending={choose.pending || apply.pending} onClick={again}>
            {t('privacy.acts.apply')}
          </ActButton>
        ) : undefined
      }
    >
      <RefusalPanel error={acts.error ?? save.error ?? choose.error ?? apply.error} />
      {said === '' ? null : (
        <p role="status" className={classes.saved}>
          {said}
        </p>
      )}
      {acts.isPending ? <Waiting rows={2} /> : null}
      {acts.data?.length === 0 ? <p className={form.quiet}>{t('privacy.acts.none')}</p> : null}
      {acts.data && acts.data.length > 0 ? (
        <table className={`${table.table} ${classes.wrap}`}>
          <thead>
            <tr>
              {(['number', 'at', 'who', 'what', 'act'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`privacy.acts.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {acts.data.map((one) => (
              <tr key={one.id}>
                <td>{one.number}</td>
                <td>{instant(one.at)}</td>
                <td>{one.actor}</td>
                <td>
                  {t('privacy.retention.kinds.recordings', {
                    n: formatCount(one.counts.recordings, language),
                  })}
                  <br />
                  {one.reason}
                </td>
                <td>
                  <ActButton pending={save.pending} onClick={() => save.run(one)}>
                    {t('privacy.acts.save')}
                  </ActButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Card>
  )
}
