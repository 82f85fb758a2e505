import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GUIDE_NAMES, GUIDES, type GuideName } from '../../../contract/guides.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import classes from './guides-page.module.css'

/** What to do when something happened to a key, a disk or a computer: the pages that `rekam guide` prints, one at a time. */
export function GuidesPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const [name, setName] = useState<GuideName>('mainboard')
  const back = () => void navigate({ to: '/settings' })
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: back }])
  const guide = GUIDES[name]
  return (
    <Page
      title={t('settings.guides.title')}
      primary={
        <ActButton hint="Escape" onClick={back}>
          {t('ui.back')}
        </ActButton>
      }
    >
      <div className={classes.page}>
        <Segments
          down
          focused
          label={t('settings.guides.what')}
          value={name}
          onChange={setName}
          choices={GUIDE_NAMES.map((value) => ({ value, label: GUIDES[value][language] }))}
        />
        <Card title={guide[language]}>
          <div>
            <StatusWord meaning="aman" word={guide.safe[language]} />
          </div>
          <ol className={classes.steps}>
            {guide.steps.map((step) => (
              <li key={step.id}>
                {step[language]}
                {step.command === undefined ? null : <code>rekam {step.command}</code>}
              </li>
            ))}
          </ol>
        </Card>
      </div>
    </Page>
  )
}
