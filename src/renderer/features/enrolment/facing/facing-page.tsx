import {
  IconEye,
  IconFileText,
  IconHandFinger,
  IconHandStop,
  IconKeyboard,
  IconMoodSmile,
  IconShieldCheck,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DraftView, FacingView } from '../../../../contract/facing.ts'
import { FacingPhoto } from './facing-photo.tsx'
import { FacingRead } from './facing-read.tsx'
import { FacingSign } from './facing-sign.tsx'
import { FacingTruth } from './facing-truth.tsx'
import { Told } from './told.tsx'
import { useView } from './use-view.ts'

/** What each step asks of the resident, where they have nothing to press: a picture and a sentence. */
const ASKED = {
  fingers: { icon: IconHandStop, title: 'facing.fingers', text: 'facing.fingersText' },
  irises: { icon: IconEye, title: 'facing.irises', text: 'facing.irisesText' },
  documents: { icon: IconFileText, title: 'facing.documents', text: 'facing.documentsText' },
  second: { icon: IconHandFinger, title: 'facing.second', text: 'facing.secondText' },
} as const

/** One thing at a time, in letters of at least 28 pixels (LOOK: resident's window). */
export function FacingPage() {
  const view = useView()
  return <View view={view} />
}

function View({ view }: { view: FacingView }) {
  const { t } = useTranslation()
  if (view.kind === 'draft') return <DraftPage view={view} />
  if (view.kind === 'idle')
    return <Told icon={IconMoodSmile} title={t('facing.idle')} text={t('facing.idleText')} />
  const { seq, safe } = view
  return (
    <Told
      icon={IconShieldCheck}
      safe={safe}
      title={t(safe ? 'facing.goHome' : 'facing.sealed')}
      text={t(safe ? 'facing.goHomeText' : 'facing.sealedText', { seq })}
    />
  )
}

function DraftPage({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  switch (view.step) {
    case 'biodata':
      return <FacingRead view={view} />
    case 'photo':
      return <FacingPhoto view={view} />
    case 'signature':
      return <FacingSign view={view} />
    case 'review':
      return <FacingTruth view={view} />
    default: {
      const { icon, title, text } = ASKED[view.step] ?? {
        icon: IconKeyboard,
        title: 'facing.typing',
        text: 'facing.typingText',
      }
      return <Told icon={icon} title={t(title)} text={t(text)} />
    }
  }
}
