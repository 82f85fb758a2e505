import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { Working } from '../../ui/working.tsx'

/** How far the restore is; asked twice a second while it runs. It resumes if it is interrupted, so there is no cancel. */
export function RestoreProgress() {
  const { t } = useTranslation()
  const progress = useQuery(orpc.restore.progress.queryOptions({ input: {}, refetchInterval: 500 }))
  return <Working title={t('restore.running')} work={progress.data ?? null} />
}
