import { useState } from 'react'
import { Exports } from '../features/export/exports.tsx'
import { MakeDialog } from '../features/export/make-dialog.tsx'
import { OutageCard } from '../features/outage/outage-card.tsx'
import { UploadPage } from '../features/upload/upload-page.tsx'

/** Pengiriman: two rooms on one page, since one is the way out when the other is closed. */
export function SendingPage() {
  const [making, setMaking] = useState(false)
  const make = () => setMaking(true)
  return (
    <>
      <UploadPage onExport={make} manual={<Exports onMake={make} />} outage={<OutageCard />} />
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
    </>
  )
}
