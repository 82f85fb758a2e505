import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { orpc } from '../orpc.ts'
import { RefusalPanel } from '../ui/refusal-panel.tsx'
import classes from './door.module.css'
import { CoreBar } from './frame/core-bar.tsx'
import { useLiveDoor } from './live.ts'

const Station = lazy(() => import('./station.tsx'))
const Locked = lazy(() => import('../features/account/locked-page.tsx'))
const FirstRun = lazy(() => import('./first-run.tsx'))
const Broken = lazy(() => import('../features/account/broken-page.tsx'))

/** What the window shows first: no station, a locked one, an open one, or one that does not open. */
export function Door() {
  const door = useQuery(orpc.account.door.queryOptions({ input: {} }))
  useLiveDoor()
  return (
    <div className={classes.door}>
      <div>
        <CoreBar />
        {door.data ? null : <RefusalPanel error={door.error} />}
      </div>
      <div className={classes.behind}>
        <Suspense>
          {door.data?.door === 'empty' && <FirstRun />}
          {door.data?.door === 'locked' && <Locked accounts={door.data.accounts} />}
          {door.data?.door === 'open' && <Station />}
          {door.data?.door === 'broken' && <Broken code={door.data.code} />}
        </Suspense>
      </div>
    </div>
  )
}
