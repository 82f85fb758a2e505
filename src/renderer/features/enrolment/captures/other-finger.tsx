import { useTranslation } from 'react-i18next'
import type { Finger, Slot } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { nextFinger } from './serving-fingers.ts'

/** Where an index finger is worn, another named finger of its hand may serve the second capture. */
export function OtherFinger({
  slot,
  onFinger,
}: {
  readonly slot: Slot
  readonly onFinger: (finger: Finger) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft } = useDraft()
  const next = nextFinger(draft, slot)
  const enabled = `second-${next}` !== slot
  const change = () => onFinger(next)
  useShortcuts([{ key: 'F7', label: t('enrolment.capture.other'), run: change, enabled }])
  return (
    <ActButton hint="F7" disabled={!enabled} onClick={change}>
      {t('enrolment.capture.otherFinger', { finger: SLOT_WORDS[`finger-${next}`][language] })}
    </ActButton>
  )
}
