import type { Profile } from '../../../formats/profile/profile.ts'

/** Where the Dinas says nothing: an hour before offices close. */
const USUAL = '15:30'

/** When the desk closes, HH:MM in the station's own zone. */
export function dayCloseOf({ policies }: Pick<Profile, 'policies'>): string {
  return policies.dayClose ?? USUAL
}

/** The same as croner wants it: every day. */
export function dayCloseCron(profile: Pick<Profile, 'policies'>): string {
  const [hour = 0, minute = 0] = dayCloseOf(profile).split(':').map(Number)
  return `${minute} ${hour} * * *`
}
