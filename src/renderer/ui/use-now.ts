import { useSyncExternalStore } from 'react'
import { useZone } from './zone-context.tsx'
import { dayOf } from '../../contract/zone.ts'

const MINUTE = 60_000
const thisMinute = () => Math.floor(Date.now() / MINUTE) * MINUTE

function onMinute(turned: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  const wait = () => {
    // A little late, so that it never wakes just before the minute.
    timer = setTimeout(
      () => {
        turned()
        wait()
      },
      MINUTE - (Date.now() % MINUTE) + 20,
    )
  }
  wait()
  return () => clearTimeout(timer)
}

/** The present minute; whatever shows it turns with it. */
export function useNow(): Date {
  return new Date(useSyncExternalStore(onMinute, thisMinute))
}

/** Today at the station, ISO. */
export function useToday(): string {
  return dayOf(useNow(), useZone())
}
