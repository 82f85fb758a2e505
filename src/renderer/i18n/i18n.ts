/** The words on the screen. Indonesian is the source language and always at hand; English is fetched when it is chosen. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { forms } from './forms.ts'
import { words } from './words-id.ts'

export const LANGUAGES = ['id', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof words }
    returnNull: false
  }
}

const KEPT_AS = 'rekam.language'

function keptLanguage(): Language {
  return localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'id'
}

async function load(language: Language): Promise<void> {
  if (language === 'id' || i18next.hasResourceBundle(language, 'translation')) return
  const english = await import('./words-en.ts')
  i18next.addResourceBundle('en', 'translation', english.words)
}

/** Starts the words in the language that this computer was left in. */
export async function startWords(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(forms)
    .init({
      lng: 'id',
      fallbackLng: 'id',
      resources: { id: { translation: words } },
      interpolation: { escapeValue: false },
    })
  await speak(keptLanguage())
}

/** Changes the language of the window and keeps it for the next start. */
export async function speak(language: Language): Promise<void> {
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  localStorage.setItem(KEPT_AS, language)
}
