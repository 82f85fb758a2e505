import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '../../orpc.ts'
import { chosenDisks, EMPTY_SOURCE, type SourceForm } from './source.ts'

/** The form of the sources, with the drives that are plugged in; they are looked at every two seconds. */
export function useSource(start: Partial<SourceForm> = {}) {
  const [source, setSource] = useState<SourceForm>({ ...EMPTY_SOURCE, ...start })
  const drives = useQuery(orpc.restore.drives.queryOptions({ input: {}, refetchInterval: 2000 }))
  const change = (more: Partial<SourceForm>) => setSource((held) => ({ ...held, ...more }))
  return { source, change, drives, disks: chosenDisks(source, drives.data ?? []) }
}
