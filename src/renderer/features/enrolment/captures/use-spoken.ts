import { useTranslation } from 'react-i18next'
import type { Slot } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import type { PictureProps } from './capture-step.tsx'

/** What a finger or an eye of the picture is called aloud: its name, how it stands, and its score where it has one. */
export function useSpoken(stateOf: PictureProps['stateOf']): (slot: Slot) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  return (slot) => {
    const { state, score } = stateOf(slot)
    const word = t(`enrolment.capture.short.${state}`)
    const standing = score === null ? word : t('enrolment.capture.spoken', { word, score })
    return `${SLOT_WORDS[slot][language]}: ${standing}`
  }
}
