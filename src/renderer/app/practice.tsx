import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../orpc.ts'
import { ActButton } from '../ui/act-button.tsx'
import { PracticeBand } from '../ui/practice-band.tsx'
import { RefusalPanel } from '../ui/refusal-panel.tsx'
import { useAct } from '../ui/use-act.ts'

/** Whether this is practice; undefined until the core has said so. */
export function usePractice(): boolean | undefined {
  return useQuery(orpc.settings.about.queryOptions({ input: {}, staleTime: Infinity })).data?.practice
}

/** In practice, over everything: what this is, and the ways out of it. */
export function Practice() {
  const { t } = useTranslation()
  const start = useAct(orpc.settings.practice.mutationOptions())
  if (usePractice() !== true) return null
  return (
    <>
      <PracticeBand>
        <ActButton size="xs" pending={start.pending} onClick={() => start.run({ to: 'practice-anew' })}>
          {t('practice.anew')}
        </ActButton>
        <ActButton size="xs" pending={start.pending} onClick={() => start.run({ to: 'station' })}>
          {t('practice.end')}
        </ActButton>
      </PracticeBand>
      <RefusalPanel error={start.error} />
    </>
  )
}
