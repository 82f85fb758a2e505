import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../../contract/outage.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { onRowKeys } from '../../ui/row-keys.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { lengthOf } from './length.ts'
import { NoticeDialog } from './notice-dialog.tsx'
import classes from './outage.module.css'

/** Gangguan: what was written about it, and when each site took nothing and for how long. */
export function OutageCard() {
  const { t } = useTranslation()
  const instant = useInstant()
  const queries = useQueryClient()
  const outage = useQuery(orpc.outage.show.queryOptions({ input: {} }))
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const take = useAct({
    ...orpc.outage.importNotice.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.outage.key() }),
  })
  const [notice, setNotice] = useState<Notice | null>(null)
  const bring = () =>
    choose.run({ kind: 'file' }, ({ path }) => {
      if (path !== null) take.run({ path }, (taken) => setNotice(taken.notice))
    })
  return (
    <Card
      title={t('outage.title')}
      action={
        <ActButton pending={choose.pending || take.pending} onClick={bring}>
          {t('outage.bring')}
        </ActButton>
      }
    >
      <RefusalPanel error={outage.error ?? choose.error ?? take.error} />
      {outage.isPending ? <Waiting rows={3} /> : null}
      {outage.data && outage.data.notices.length > 0 ? (
        <ul className={classes.list} onKeyDown={onRowKeys} aria-label={t('outage.notices')}>
          {outage.data.notices.map((one) => (
            <li key={one.id}>
              <button type="button" data-row className={classes.notice} onClick={() => setNotice(one)}>
                {one.title}
              </button>
              <span className={classes.when}>{instant(one.at)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {outage.data && outage.data.spells.length === 0 ? (
        <p className={form.quiet}>{t('outage.none')}</p>
      ) : null}
      {outage.data && outage.data.spells.length > 0 ? (
        <ul className={classes.list} aria-label={t('outage.log')} tabIndex={0}>
          {outage.data.spells.map(({ site, state, from, to, seconds }) => (
            <li key={`${site} ${from}`}>
              <StatusWord
                quiet
                meaning="menunggu"
                word={`${site.toUpperCase()} ${t(`lamp.site.${state}`)}`}
              />
              <span className={classes.when}>
                {to === null
                  ? t('outage.goesOn', { from: instant(from) })
                  : t('outage.ended', { from: instant(from), to: instant(to) })}
              </span>
              <strong>
                {t(`outage.length.${lengthOf(seconds).unit}`, { count: lengthOf(seconds).count })}
              </strong>
            </li>
          ))}
        </ul>
      ) : null}
      {notice ? <NoticeDialog notice={notice} onClose={() => setNotice(null)} /> : null}
    </Card>
  )
}
