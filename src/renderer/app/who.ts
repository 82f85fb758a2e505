import { useQuery } from '@tanstack/react-query'
import { orpc } from '../orpc.ts'

/** Who unlocked the station. Behind the door there always is somebody; the empty name is for the moment of locking. */
export function useWho(): { account: string; clockBehind: boolean } {
  const door = useQuery(orpc.account.door.queryOptions({ input: {} })).data
  return door?.door === 'open' ? door : { account: '', clockBehind: false }
}
