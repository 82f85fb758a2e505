import { lazy, Suspense, useState } from 'react'
import { FirstRunPage } from '../features/account/first-run-page.tsx'

const NewStation = lazy(() => import('../features/account/new-station-page.tsx'))
const Restore = lazy(() => import('../features/restore/restore-page.tsx'))

/** The empty door: a new station, or the old one back from its disks. */
export default function FirstRun() {
  const [way, setWay] = useState<'choose' | 'new' | 'restore'>('choose')
  const back = () => setWay('choose')
  return (
    <Suspense>
      {way === 'choose' && <FirstRunPage onNew={() => setWay('new')} onRestore={() => setWay('restore')} />}
      {way === 'new' && <NewStation onBack={back} />}
      {way === 'restore' && <Restore onBack={back} />}
    </Suspense>
  )
}
