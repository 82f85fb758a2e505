import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { LockedPage } from '../features/account/locked-page.tsx'
import { orpc } from '../orpc.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { RefusalPanel } from '../ui/refusal-panel.tsx'
import { WorkBar } from '../ui/work-bar.tsx'
import classes from './door.module.css'
import { FirstRun } from './first-run.tsx'
import { CoreBar } from './frame/core-bar.tsx'
import { useLiveDoor } from './live.ts'
import { DoorManual } from './manual/manual.tsx'
import { Practice } from './practice.tsx'

// The doors that nearly every start shows are in the first page; what is behind them is fetched while somebody types.
const Station = lazyPart(async () => (await import('./station.tsx')).Station)
const Broken = lazyPart(async () => (await import('../features/account/broken-page.tsx')).BrokenPage)

/** What the window shows first: no station, a locked one, an open one, or one that does not open. */
export function Door() {
  const { data: door, error } = useQuery(orpc.account.door.queryOptions({ input: {} }))
  useLiveDoor()
  useEffect(() => {
    if (door?.door === 'locked') Station.preload()
  }, [door?.door])
  return (
    <div className={classes.door}>
      <div>
        <Practice />
        <CoreBar />
        {door ? null : <RefusalPanel error={error} />}
      </div>
      <div className={classes.behind}>
        {door?.door === 'empty' && <FirstRun />}
        {door?.door === 'locked' && <LockedPage door={door} />}
        {door?.door === 'locked' && <DoorManual page="sign-in" />}
        {door?.door === 'open' && <Station />}
        {door?.door === 'broken' && <Broken code={door.code} />}
        {door?.door === 'broken' && <DoorManual page="emergency" />}
      </div>
      <WorkBar />
    </div>
  )
}
