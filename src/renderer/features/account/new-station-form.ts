import { z } from 'zod'
import { passphraseSchema } from '../../../contract/account.ts'

/** What the form for a new station holds; messages are keys of the words. */
export const newStationForm = z
  .object({
    /** Where the profile lies; empty for the sample profile. */
    path: z.string(),
    demo: z.boolean(),
    compared: z.boolean(),
    passphrase: passphraseSchema,
    again: z.string(),
  })
  .superRefine((form, context) => {
    if (!form.demo && form.path === '') {
      context.addIssue({ code: 'custom', path: ['path'], message: 'newStation.noProfile' })
    }
    if (!form.demo && !form.compared) {
      context.addIssue({ code: 'custom', path: ['compared'], message: 'newStation.notCompared' })
    }
    if (form.again !== form.passphrase) {
      context.addIssue({ code: 'custom', path: ['again'], message: 'newStation.different' })
    }
  })
export type NewStationForm = z.infer<typeof newStationForm>

/** What the contract wants of a filled form. */
export function initInput(form: NewStationForm) {
  return { profile: form.demo ? ('demo' as const) : { path: form.path }, passphrase: form.passphrase }
}

/** A fingerprint in groups of four, so that two people can compare it aloud. */
export function groupFingerprint(root: string): string {
  return root.replace(/(.{4})(?=.)/g, '$1 ')
}
