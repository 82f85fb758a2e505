import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FirstRunPage } from '../features/account/first-run-page.tsx'
import { orpc } from '../orpc.ts'
import { lazyPart } from '../ui/lazy-part.tsx'

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
  const back = () => setWay('choose')
  if (way === 'new') return <NewStation onBack={back} />
  if (way === 'restore' || (way === null && interrupted))
    return <Restore interrupted={interrupted} onBack={back} />
  return (
    <FirstRunPage
      onNew={() => setWay('new')}
      onRestore={() => setWay('restore')}
      emptied={emptied.data ?? null}
    />
  )
}
