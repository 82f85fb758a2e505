import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../contract/suket.ts'
import { StatusWord } from '../status-word.tsx'
import type { Meaning } from '../theme.ts'

/** How a letter's state is shown; a letter whose time is over by right has no meaning to warn of. */
const STATE_MEANING: Record<Suket['state'], Meaning | null> = {
  issued: 'aman',
  reprinted: 'aman',
  renewed: null,
  expired: 'menunggu',
  withdrawn: null,
  void: 'bahaya',
}

/** The state of a letter in words. */
export function SuketState({ state }: { state: Suket['state'] }) {
  const { t } = useTranslation()
  const meaning = STATE_MEANING[state]
  const word = t(`suket.states.${state}`)
  return meaning ? <StatusWord quiet meaning={meaning} word={word} /> : <span>{word}</span>
}
