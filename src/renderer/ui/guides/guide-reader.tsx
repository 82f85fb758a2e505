import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GUIDE_NAMES, GUIDES, type GuideName } from '../../../contract/guides.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Card } from '../card.tsx'
import { Segments } from '../segments.tsx'
import { StatusWord } from '../status-word.tsx'
import classes from './guide-reader.module.css'

/** What to do when something happened to a key, a disk or a computer: the pages that `rekam guide` prints, one at a time. @param first the case that shows first */
export function GuideReader({ first = 'mainboard' }: { readonly first?: GuideName }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [name, setName] = useState<GuideName>(first)
  const guide = GUIDES[name]
  return (
    <div className={classes.page}>
      <Segments
        down
        first
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
  )
}
