import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { Working } from '../../ui/working.tsx'

/** How far the work of this room is; asked twice a second while it runs. It resumes if it is interrupted, so there is no cancel. */
export function RestoreProgress({ title }: { title: string }) {
  const { t } = useTranslation()
  const progress = useQuery(orpc.restore.progress.queryOptions({ input: {}, refetchInterval: 500 }))
  const work = progress.data ?? null
  const phase = work && isPhase(work.phase) ? ` · ${t(`restore.phases.${work.phase}`)}` : ''
  return <Working title={`${title}${phase}`} work={work} />
}

const PHASES = ['survey', 'state', 'packets', 'store', 'compare'] as const

function isPhase(phase: string): phase is (typeof PHASES)[number] {
  return PHASES.some((known) => known === phase)
}
