import { useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, speak } from '../../i18n/i18n.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Shortcut } from '../../ui/keys/key-layers.ts'
import { searchChoices } from '../../ui/choices.ts'
import { useMay } from '../../ui/use-may.ts'
import { type Item, itemsOf } from './items.ts'
import { type Person, usePeople } from './use-people.ts'

const THEMES = ['light', 'dark', 'auto'] as const

/** Language and colours, as acts. */
function useLooks(): Item[] {
  const { t } = useTranslation()
  const language = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const languages = LANGUAGES.filter((one) => one !== language).map((one): Item => {
    const label = `${t('settings.language')}: ${t(`settings.languages.${one}`)}`
    return { value: `language ${one}`, group: 'acts', label, run: () => void speak(one) }
  })
  const themes = THEMES.filter((one) => one !== colorScheme).map((one): Item => {
    const label = `${t('settings.theme')}: ${t(`settings.themes.${one}`)}`
    return { value: `theme ${one}`, group: 'acts', label, run: () => setColorScheme(one) }
  })
  return [...languages, ...themes]
}

/** What the palette shows for the typed words: acts and pages at once, residents as soon as the core answers. */
export function useItems(
  text: string,
  asked: string,
  { shortcuts, press }: { shortcuts: readonly Shortcut[]; press: (label: string) => void },
) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const may = useMay()
  const looks = useLooks()
  const { people, busy, error, find } = usePeople(asked)
  const fixed = itemsOf({
    shortcuts,
    may,
    press,
    go: (to) => void navigate({ to }),
    // Indonesian is always at hand.
    word: (key) => ({ label: t(key), ...(language === 'id' ? {} : { also: [t(key, { lng: 'id' })] }) }),
  })
  const open = ({ kind, id }: Person) => {
    if (kind === 'draft') void navigate({ to: '/enrolment/draft/$id', params: { id } })
    else if (kind === 'recording') void navigate({ to: '/enrolment/recording/$id', params: { id } })
    else if (kind === 'listed') void navigate({ to: '/residents/$key', params: { key: id } })
    else void navigate({ to: '/enrolment/new', state: { nik: id } })
  }
  return { fixed: searchChoices([...fixed, ...looks], text), people, busy, error, find, open }
}
