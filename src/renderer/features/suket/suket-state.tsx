import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../contract/suket.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { STATE_MEANING } from './suket-words.ts'

/** The state of a letter in words. */
export function SuketState({ state }: { state: Suket['state'] }) {
  const { t } = useTranslation()
  const meaning = STATE_MEANING[state]
  const word = t(`suket.states.${state}`)
  return meaning ? <StatusWord quiet meaning={meaning} word={word} /> : <span>{word}</span>
}
