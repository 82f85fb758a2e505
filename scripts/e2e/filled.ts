import { forms } from '../../src/renderer/i18n/forms.ts'

/** A sentence of the window as it stands there with these values. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)(?:, ([^}]*))?\}\}/g, (_, name: string, form?: string) =>
    forms.format(values[name], form),
  )
}
