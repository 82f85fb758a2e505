import { IconHandClick } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DraftView } from '../../../../contract/facing.ts'
import { Told } from './told.tsx'

/** What was said to be wrong, until the operator has seen to it. */
export function Objected({ what }: { what: NonNullable<DraftView['objection']> }) {
  const { t } = useTranslation()
  const word = what === 'photo' ? t('enrolment.steps.photo') : t(`enrolment.fields.${what}`)
  return <Told icon={IconHandClick} title={t('facing.told', { what: word })} text={t('facing.toldText')} />
}
