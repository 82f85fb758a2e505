import { useQuery } from '@tanstack/react-query'
import { mayCall, type ProcedureName } from '../../contract/permissions.ts'
import { orpc } from '../orpc.ts'

/** Whether whoever sits here may call a procedure: what they may not is not offered. The core asks the same table again. */
export function useMay(): (name: ProcedureName) => boolean {
  const door = useQuery(orpc.account.door.queryOptions({ input: {} })).data
  return (name) => door?.door === 'open' && mayCall(door.role, name)
}
