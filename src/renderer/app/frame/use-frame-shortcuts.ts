import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useMay } from '../../ui/use-may.ts'
import { letGo, useRest } from './use-rest.ts'

/** The keys that work on every page; a page may lay its own meaning over them. Answers what changes the operator, for the button that does it too. */
export function useFrameShortcuts({ find, palette }: { find: () => void; palette: () => void }): () => void {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const lock = useAct({
    ...orpc.account.lock.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.account.key() }),
  })
  const rest = useRest()
  const may = useMay()
  const desk = may('enrolment.start')
  const lockNow = () => {
    letGo()
    lock.run({})
  }
  useShortcuts(
    [
      { key: 'F2', label: t('keys.find'), run: find, enabled: desk },
      { key: 'F3', label: t('keys.new'), run: () => void navigate({ to: '/enrolment/new' }), enabled: desk },
      { key: 'F4', label: t('keys.queue'), run: () => void navigate({ to: '/queue' }), enabled: desk },
      { key: 'F6', label: t('keys.change'), run: rest },
      { key: 'Ctrl+K', label: t('keys.palette'), run: palette },
      { key: 'Ctrl+L', label: t('keys.lock'), run: lockNow },
    ],
    'frame',
  )
  return rest
}
