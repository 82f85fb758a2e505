import { useTranslation } from 'react-i18next'
import type { Language } from './i18n.ts'

/** The language of the window, for words that come from the contract in both. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'id'
}
