import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Draft, RecordingRow } from '../../../contract/enrolment.ts'
import type { ListedResident } from '../../../contract/resident-list.ts'
import { foundIn, listInput } from '../../features/enrolment/find/found.ts'
import { orpc } from '../../orpc.ts'
import { useMay } from '../../ui/use-may.ts'

/** Somebody whom the palette found: parked, recorded here, in the Dinas' list, or a NIK that could be recorded. */
export interface Person {
  readonly kind: 'draft' | 'recording' | 'start' | 'listed'
  /** Of the draft or recording, the NIK to be recorded, or the key of the list. */
  readonly id: string
  readonly nik: string
  readonly name: string
}

/** As many of each kind as fit beside the pages. */
const MOST = 6
/** One letter is everybody. */
const LEAST_LETTERS = 2

function peopleOf(
  text: string,
  drafts: readonly Draft[],
  recorded: readonly RecordingRow[],
  listed: readonly ListedResident[],
): Person[] {
  if (text.length < LEAST_LETTERS) return []
  const here = foundIn(text, drafts, recorded)
  return [
    ...here.filter(({ kind }) => kind !== 'start').slice(0, MOST),
    ...listed.slice(0, MOST).map(({ key, nik, name }) => ({ kind: 'listed' as const, id: key, nik, name })),
    ...here.filter(({ kind }) => kind === 'start'),
  ]
}

/** Residents for what was typed, of whoever may open residents. `find` asks at once, for a scanner that is faster than the answer. */
export function usePeople(asked: string): {
  readonly people: readonly Person[]
  readonly busy: boolean
  readonly error: unknown
  readonly find: (text: string) => Promise<readonly Person[]>
} {
  const may = useMay()
  const queries = useQueryClient()
  const mayFind = may('enrolment.list')
  const wanted = mayFind && asked.length >= LEAST_LETTERS
  const state = useQuery(orpc.resident.listState.queryOptions({ input: {}, enabled: mayFind })).data
  const hasList = Boolean(state) && may('resident.search')
  const drafts = useQuery(orpc.enrolment.drafts.queryOptions({ input: {}, enabled: mayFind }))
  const recordedOf = (text: string) => orpc.enrolment.list.queryOptions({ input: listInput(text) })
  const listedOf = (text: string) =>
    orpc.resident.search.queryOptions({ input: { text: text.slice(0, 200), limit: MOST } })
  const recorded = useQuery({ ...recordedOf(asked), enabled: wanted, placeholderData: keepPreviousData })
  const listed = useQuery({
    ...listedOf(asked),
    enabled: wanted && hasList,
    placeholderData: keepPreviousData,
  })
  return {
    people: wanted
      ? peopleOf(asked, drafts.data ?? [], recorded.data?.rows ?? [], listed.data?.rows ?? [])
      : [],
    busy: recorded.isFetching || listed.isFetching,
    error: recorded.error ?? listed.error,
    find: async (text) => {
      if (!mayFind) return []
      const [rows, residents] = await Promise.all([
        queries.fetchQuery(recordedOf(text)),
        hasList ? queries.fetchQuery(listedOf(text)) : { rows: [] },
      ])
      return peopleOf(text, drafts.data ?? [], rows.rows, residents.rows)
    },
  }
}
