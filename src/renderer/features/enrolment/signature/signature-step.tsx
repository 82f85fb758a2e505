import { useState } from 'react'
import { useCaptured } from '../guide/use-captures.ts'
import { PenSignature } from './pen-signature.tsx'
import { ThumbPrint } from './thumb-print.tsx'

/** Signature: by pen, or by a thumb for who cannot write. */
export function SignatureStep() {
  const signature = useCaptured('signature')
  const print = useCaptured('signature-thumb')
  const [by, setBy] = useState(print !== undefined && signature === undefined ? 'thumb' : 'pen')
  return by === 'thumb' ? (
    <ThumbPrint onPen={() => setBy('pen')} />
  ) : (
    <PenSignature onThumb={() => setBy('thumb')} />
  )
}
