import { z } from 'zod'
import { passphraseSchema } from '../../../contract/account.ts'

/** What the form for a new station holds; messages are keys of the words. */
export const newStationForm = z
  .object({
    /** Where the profile lies. */
    path: z.string(),
    compared: z.boolean(),
    passphrase: passphraseSchema,
    again: z.string(),
  })
  .superRefine((form, context) => {
    if (form.path === '') {
      context.addIssue({ code: 'custom', path: ['path'], message: 'newStation.noProfile' })
    }
    if (!form.compared) {
      context.addIssue({ code: 'custom', path: ['compared'], message: 'newStation.notCompared' })
    }
    if (form.again !== form.passphrase) {
      context.addIssue({ code: 'custom', path: ['again'], message: 'newStation.different' })
    }
  })
export type NewStationForm = z.infer<typeof newStationForm>

/** What the contract wants of a filled form. */
export function initInput(form: NewStationForm) {
  return { profile: { path: form.path }, passphrase: form.passphrase }
}

/** A fingerprint in groups of four, so that two people can compare it aloud. */
export function groupFingerprint(root: string): string {
  return root.replace(/(.{4})(?=.)/g, '$1 ')
}
