import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../contract/queue.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Empty } from '../../ui/empty.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { CalledCard } from './called-card.tsx'
import { DayCounts } from './day-counts.tsx'
import { EndDialog } from './end-dialog.tsx'
import { QueueLists } from './queue-lists.tsx'
import { TakeDialog } from './take-dialog.tsx'
import { useQueueActs } from './use-queue-acts.ts'

/** Antrean: who is next, who was called, who was not there. */
export function QueuePage() {
  const { t } = useTranslation()
  const today = useQuery(orpc.queue.today.queryOptions({ input: {} }))
  const acts = useQueueActs()
  const [taking, setTaking] = useState(false)
  const [taken, setTaken] = useState<Ticket | null>(null)
  const [ending, setEnding] = useState<{ ticket: Ticket; nik: string | null } | null>(null)
  const call = () => {
    setTaken(null)
    acts.dismiss()
    acts.next.run({})
  }
  const take = () => {
    setTaken(null)
    acts.dismiss()
    setTaking(true)
  }
  const end = (ticket: Ticket) => acts.open.run({ id: ticket.id }, ({ nik }) => setEnding({ ticket, nik }))
  const { waiting = [], called = [], serving = [], noShow = [] } = today.data ?? {}
  const [first] = called
  const free = first !== undefined && !acts.pending
  useShortcuts([
    { key: 'F4', label: t('queue.next'), run: call, enabled: !acts.pending },
    { key: 'F7', label: t('queue.take'), run: take },
    { key: 'F10', label: t('queue.start'), run: () => first && acts.start(first.id), enabled: free },
    {
      key: 'F8',
      label: t('queue.recall'),
      run: () => first && acts.recall.run({ id: first.id }),
      enabled: free,
    },
    {
      key: 'F9',
      label: t('queue.absent'),
      run: () => first && acts.absent.run({ id: first.id }),
      enabled: free,
    },
    { key: 'F6', label: t('queue.end'), run: () => first && end(first), enabled: free },
  ])
  const nobody = [waiting, called, serving, noShow].every(({ length }) => length === 0)
  return (
    <Page
      title={t('queue.title')}
      tools={
        <ActButton hint="F7" onClick={take}>
          {t('queue.take')}
        </ActButton>
      }
      primary={
        <ActButton variant="filled" hint="F4" pending={acts.next.pending} onClick={call}>
          {t('queue.next')}
        </ActButton>
      }
    >
      <div className={form.column}>
        <RefusalPanel
          error={today.error ?? acts.error}
          {...(acts.error ? { onDismiss: acts.dismiss } : {})}
        />
        <DayCounts />
        {taken ? (
          <p role="status">
            <strong>{t('queue.taken', { number: taken.number, name: taken.name })}</strong>
          </p>
        ) : null}
        {called.map((ticket) => (
          <CalledCard
            key={ticket.id}
            ticket={ticket}
            first={ticket === first}
            pending={acts.pending}
            onStart={() => acts.start(ticket.id)}
            onRecall={() => acts.recall.run({ id: ticket.id })}
            onAbsent={() => acts.absent.run({ id: ticket.id })}
            onEnd={() => end(ticket)}
          />
        ))}
        {today.data && nobody ? (
          <Empty icon={IconUsers} title={t('queue.none')} text={t('queue.noneText')} />
        ) : null}
        <QueueLists waiting={waiting} serving={serving} noShow={noShow} acts={acts} onEnd={end} />
        {today.isPending ? <Waiting rows={8} /> : null}
      </div>
      {taking ? (
        <TakeDialog
          onClose={() => setTaking(false)}
          onTaken={(ticket) => {
            setTaking(false)
            setTaken(ticket)
          }}
        />
      ) : null}
      {ending ? <EndDialog {...ending} onClose={() => setEnding(null)} /> : null}
    </Page>
  )
}
