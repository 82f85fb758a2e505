import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import { orpc } from '../../../orpc.ts'
import { refusalCode } from '../../../ui/refusal.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import classes from './guide.module.css'
import { ReturnPage } from './return-page.tsx'
import { Guide } from './guide.tsx'

/** A recording under way, opened where its operator stood. */
export function GuidePage() {
  const { id } = useParams({ from: '/enrolment/draft/$id' })
  const draft = useQuery(orpc.enrolment.draft.queryOptions({ input: { id } }))
  const { parked } = draft.data ?? {}
  if (draft.data && parked) return <ReturnPage draft={{ ...draft.data, parked }} />
  if (draft.data) return <Guide key={id} draft={draft.data} />
  // Sealed meanwhile, perhaps by the key stroke before a power cut: the recording has the draft's id.
  if (refusalCode(draft.error) === 'ENROLMENT-SEALED') {
    return <Navigate to="/enrolment/sealed/$id" params={{ id }} replace />
  }
  return (
    <div className={classes.before}>{draft.error ? <RefusalPanel error={draft.error} /> : <Waiting />}</div>
  )
}
