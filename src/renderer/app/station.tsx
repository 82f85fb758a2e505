import { Notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { orpc } from '../orpc.ts'
import { ZoneContext } from '../ui/zone-context.tsx'
import { useLiveTopics } from './live.ts'
import { router } from './router.tsx'

/** Behind the open door: the rooms. */
export function Station() {
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  useLiveTopics()
  return (
    <ZoneContext value={station.data?.zone ?? null}>
      <RouterProvider router={router} />
      <Notifications position="bottom-center" limit={3} />
    </ZoneContext>
  )
}
