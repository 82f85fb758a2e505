import { useQuery } from '@tanstack/react-query'
import { restorePhaseWords } from '../../../contract/copy-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { Working } from '../../ui/working.tsx'

/** How far the work of this room is; asked twice a second while it runs. It resumes if it is interrupted, so there is no cancel. */
export function RestoreProgress({ title }: { title: string }) {
  const language = useLanguage()
  const progress = useQuery(orpc.restore.progress.queryOptions({ input: {}, refetchInterval: 500 }))
  const work = progress.data ?? null
  const phase = work && restorePhaseWords[work.phase]?.[language]
  return <Working title={phase ? `${title} · ${phase}` : title} work={work} />
}
