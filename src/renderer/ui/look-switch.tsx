import { Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { speak } from '../i18n/i18n.ts'
import { useLanguage } from '../i18n/use-language.ts'

/** Language and colours of the window. */
export function LookSwitch() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const Picture = scheme === 'light' ? IconMoon : IconSun
  return (
    <>
      <Button
        variant="subtle"
        color="slate"
        leftSection={<IconLanguage size={16} aria-hidden />}
        onClick={() => void speak(language === 'id' ? 'en' : 'id')}
      >
        {language === 'id' ? 'English' : 'Bahasa Indonesia'}
      </Button>
      <Button
        variant="subtle"
        color="slate"
        leftSection={<Picture size={16} aria-hidden />}
        onClick={() => setColorScheme(scheme === 'light' ? 'dark' : 'light')}
      >
        {t(scheme === 'light' ? 'ui.colours.dark' : 'ui.colours.light')}
      </Button>
    </>
  )
}
