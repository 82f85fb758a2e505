import { formOf } from '../../contract/plural.ts'

/** `{{n}} {{n, card|cards}}` in the words: the form that goes with n. No form has a comma in it. */
export const forms = {
  type: 'formatter',
  init() {},
  format(value: unknown, written = '') {
    const [one, other] = written.split('|')
    return one === undefined || other === undefined
      ? String(value)
      : formOf(value as number | string, one.trim(), other.trim())
  },
} as const
