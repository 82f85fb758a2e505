import { TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Checklist } from '../../../contract/checklist.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatDay, parseDay, typeDay } from '../../ui/day.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { dayOf } from '../../../contract/zone.ts'
import { useZone } from '../../ui/zone-context.tsx'
import { DayList } from './day-list.tsx'
import classes from './day-page.module.css'

/** A day to look back at, as typed; nothing asks before it is whole. */
function DayField({ onDay }: { onDay: (day: string | undefined) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  return (
    <TextInput
      w={150}
      aria-label={t('board.day.earlier')}
      placeholder="17-03-2017"
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        const next = typeDay(typed, value)
        setTyped(next)
        onDay(parseDay(next) ?? undefined)
      }}
    />
  )
}

function Lists({ checklist, today }: { checklist: Checklist; today: boolean }) {
  const queries = useQueryClient()
  const then = { onSuccess: () => queries.invalidateQueries({ queryKey: orpc.board.key() }) }
  const tick = useAct({ ...orpc.board.tick.mutationOptions(), ...then })
  const sign = useAct({ ...orpc.board.sign.mutationOptions(), ...then })
  const first = checklist.lists.find(({ signed }) => signed === null)
  return (
    <>
      <RefusalPanel error={tick.error} onDismiss={tick.dismiss} />
      <RefusalPanel error={sign.error} onDismiss={sign.dismiss} />
      <div className={classes.lists}>
        {checklist.lists.map((list) => (
          <DayList
            key={list.list}
            list={list}
            next={list === first}
            acts={today ? { tick: tick.run, sign: sign.run, pending: tick.pending || sign.pending } : null}
          />
        ))}
      </div>
    </>
  )
}

/** What a day begins and ends with: facts that the station works out, ticks, and who signed it when. */
export function DayPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const zone = useZone()
  const [day, setDay] = useState<string>()
  const [today] = useState(() => dayOf(new Date(), zone))
  const shown = useQuery(orpc.board.checklist.queryOptions({ input: day === undefined ? {} : { day } }))
  const back = () => void navigate({ to: '/board' })
  useShortcuts([{ key: 'Escape', label: t('board.back'), run: back }])
  const isToday = day === undefined || day === today
  return (
    <Page
      title={isToday ? t('board.day.title') : t('board.day.on', { day: formatDay(day) })}
      tools={
        <>
          <DayField onDay={setDay} />
          <ActButton hint="Escape" onClick={back}>
            {t('board.back')}
          </ActButton>
        </>
      }
    >
      <RefusalPanel error={shown.error} />
      {shown.isPending ? <Waiting rows={8} /> : null}
      {shown.data && !isToday && shown.data.lists.every(({ signed }) => signed === null) ? (
        <p className={form.quiet}>{t('board.day.none')}</p>
      ) : null}
      {shown.data ? <Lists checklist={shown.data} today={isToday} /> : null}
    </Page>
  )
}
