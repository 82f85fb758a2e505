import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useMay } from '../../ui/use-may.ts'
import { FlowPart } from './flow-part.tsx'
import classes from './privacy.module.css'
import { RequestsPart } from './requests-part.tsx'
import { RetentionPart } from './retention-part.tsx'

const PARTS = [
  { part: 'requests', may: 'privacy.requests' },
  { part: 'retention', may: 'privacy.retentionPlan' },
  { part: 'flow', may: 'settings.about' },
] as const
type Part = (typeof PARTS)[number]['part']

/** Personal data: what residents ask to see, what goes when its retention is over, and where everything goes. */
export function PrivacyPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay()
  const parts = PARTS.filter((one) => may(one.may))
  const [chosen, setChosen] = useState<Part | null>(null)
  const part = chosen ?? parts[0]?.part ?? 'flow'
  const back = () => void navigate({ to: '/settings' })
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: back }])
  return (
    <Page
      title={t('privacy.title')}
      primary={
        <ActButton hint="Escape" onClick={back}>
          {t('ui.back')}
        </ActButton>
      }
    >
      <div className={classes.page}>
        <Segments
          focused
          label={t('privacy.what')}
          value={part}
          onChange={setChosen}
          choices={parts.map(({ part: value }) => ({ value, label: t(`privacy.parts.${value}`) }))}
        />
        {part === 'requests' ? <RequestsPart /> : null}
        {part === 'retention' ? <RetentionPart /> : null}
        {part === 'flow' ? <FlowPart /> : null}
      </div>
    </Page>
  )
}
