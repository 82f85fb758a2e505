import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { useAct } from '../../ui/use-act.ts'

/** The keys that work on every page; a page may lay its own meaning over them. */
export function useFrameShortcuts({ find, help }: { find: () => void; help: () => void }): void {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const lock = useAct({
    ...orpc.account.lock.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.account.key() }),
  })
  const lockNow = () => {
    // The field that has the focus saves itself when it loses it; the lock comes after that.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    lock.run({})
  }
  useShortcuts(
    [
      { key: 'F1', label: t('keys.help'), run: help },
      { key: 'F2', label: t('keys.find'), run: find },
      { key: 'F3', label: t('keys.new'), run: () => void navigate({ to: '/enrolment/new' }) },
      { key: 'F4', label: t('keys.queue'), run: () => void navigate({ to: '/queue' }) },
      { key: 'Ctrl+L', label: t('keys.lock'), run: lockNow },
    ],
    'frame',
  )
}
