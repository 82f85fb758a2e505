import { ResidentPage } from '../../features/resident/resident-page.tsx'
import { useMay } from '../../ui/use-may.ts'
import { ActsAbout } from './acts-about.tsx'
import { KnownRecording } from './known-recording.tsx'

/** One resident, with what other rooms know: custody, statuses, Suket, card, visits, and the audit for who may see it. */
export function Resident() {
  const may = useMay()
  return (
    <ResidentPage
      recording={(id) => <KnownRecording key={id} id={id} />}
      acts={(nik) => (may('audit.list') ? <ActsAbout key={nik} nik={nik} /> : null)}
    />
  )
}
