import { ResidentPage } from '../../features/resident/resident-page.tsx'
import { ActsAbout } from './acts-about.tsx'
import { KnownRecording } from './known-recording.tsx'

/** One resident, with what other rooms know: custody, statuses, Suket, card, visits, and the audit for who may see it. */
export function Resident() {
  return <ResidentPage Recording={KnownRecording} Acts={ActsAbout} />
}
