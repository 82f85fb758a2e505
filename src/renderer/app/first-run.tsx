import { useState } from 'react'
import { FirstRunPage } from '../features/account/first-run-page.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const NewStation = lazyPart(
  async () => (await import('../features/account/new-station-page.tsx')).NewStationPage,
)
const Restore = lazyPart(async () => (await import('../features/restore/restore-page.tsx')).RestorePage)

/** The empty door: a new station, or the old one back from its disks. */
export function FirstRun() {
  const [way, setWay] = useState<'choose' | 'new' | 'restore'>('choose')
  const back = () => setWay('choose')
  if (way === 'new') return <NewStation onBack={back} />
  if (way === 'restore') return <Restore onBack={back} />
  return <FirstRunPage onNew={() => setWay('new')} onRestore={() => setWay('restore')} />
}
