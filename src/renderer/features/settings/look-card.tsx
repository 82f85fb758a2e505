import { useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, speak } from '../../i18n/i18n.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Card } from '../../ui/card.tsx'
import { Segments } from '../../ui/segments.tsx'
import { keptTextSize, setTextSize, TEXT_SIZES, type TextSize } from '../../ui/text-size.ts'

const THEMES = ['light', 'dark', 'auto'] as const

/** Language, colours and size of the letters: at once, and kept on this computer. */
export function LookCard() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [size, setSize] = useState(keptTextSize)
  const resize = (chosen: TextSize) => {
    setTextSize(chosen)
    setSize(chosen)
  }
  return (
    <Card title={t('settings.look')}>
      <Segments
        label={t('settings.language')}
        choices={LANGUAGES.map((value) => ({ value, label: t(`settings.languages.${value}`) }))}
        value={language}
        onChange={(chosen) => void speak(chosen)}
      />
      <Segments
        label={t('settings.theme')}
        choices={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
        value={colorScheme}
        onChange={setColorScheme}
      />
      <Segments
        label={t('settings.size')}
        choices={TEXT_SIZES.map((value) => ({ value, label: t(`settings.sizes.${value}`) }))}
        value={size}
        onChange={resize}
      />
    </Card>
  )
}
