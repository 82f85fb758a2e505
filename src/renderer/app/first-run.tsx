import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FirstRunPage } from '../features/account/first-run-page.tsx'
import { orpc } from '../orpc.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { RefusalPanel } from '../ui/refusal-panel.tsx'
import { useAct } from '../ui/use-act.ts'
import { DoorManual } from './manual/manual.tsx'

const NewStation = lazyPart(
  async () => (await import('../features/account/new-station-page.tsx')).NewStationPage,
)
const Restore = lazyPart(async () => (await import('../features/restore/restore-page.tsx')).RestorePage)

/** The empty door: a new station, or the old one back from its disks; a restore that was interrupted here goes on. */
export function FirstRun() {
  const [way, setWay] = useState<'choose' | 'new' | 'restore' | null>(null)
  const pending = useQuery(orpc.restore.pending.queryOptions({ input: {}, staleTime: Infinity }))
  const interrupted = pending.data ?? null
  const emptied = useQuery(orpc.restore.emptied.queryOptions({ input: {} }))
  const practice = useAct(orpc.settings.practice.mutationOptions())
  const back = () => setWay('choose')
  const shown = way ?? (interrupted ? 'restore' : 'choose')
  return (
    <>
      {shown === 'new' ? <NewStation onBack={back} /> : null}
      {shown === 'restore' ? <Restore interrupted={interrupted} onBack={back} /> : null}
      {shown === 'choose' ? (
        <FirstRunPage
          onNew={() => setWay('new')}
          onRestore={() => setWay('restore')}
          onPractice={() => practice.run({ to: 'practice' })}
          emptied={emptied.data ?? null}
        />
      ) : null}
      <RefusalPanel error={practice.error} />
      <DoorManual page={shown === 'restore' ? 'restore' : 'first-run'} />
    </>
  )
}
