import { IconClock } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { commonSentences } from '../../../contract/common.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { core } from '../../rpc.ts'
import { RefusalLines } from '../../ui/refusal-panel.tsx'
import classes from './frame.module.css'

const CODES = { failing: 'CORE-FAILING', damaged: 'CORE-DAMAGED' } as const

/** Says that the core is gone, and that nothing saved is lost, until it answers again. */
export function CoreBar() {
  const language = useLanguage()
  const state = useSyncExternalStore(core.subscribe, core.state)
  if (state === 'restarting') {
    const words = commonSentences['CORE-RESTARTED'][language]
    return (
      <div className={classes.bar} role="status">
        <IconClock size={16} aria-hidden />
        {words.what} {words.safe}
      </div>
    )
  }
  if (state !== 'failing' && state !== 'damaged') return null
  return <RefusalLines refused={{ code: CODES[state], ...commonSentences[CODES[state]][language] }} />
}
