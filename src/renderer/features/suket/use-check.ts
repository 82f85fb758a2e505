import { useCallback, useEffect, useState } from 'react'
import { orpc } from '../../orpc.ts'
import { asked, readFile } from '../../ui/qr/read-file.ts'
import { openQrReader, type QrReader } from '../../ui/qr/read-qr.ts'
import { useAct } from '../../ui/use-act.ts'
import type { Found } from './verdict.tsx'

export interface Check {
  readonly reader: QrReader
  readonly found: Found | null
  readonly error: unknown
  readonly busy: boolean
  /** Judges what was read or typed. */
  readonly judge: (texts: readonly string[]) => void
  readonly open: (file: Blob) => void
  readonly clear: () => void
}

/** One letter under examination: what was read of it, what it is worth, or why nothing can be said. */
export function useCheck(): Check {
  const [reader] = useState(openQrReader)
  const [found, setFound] = useState<Found | null>(null)
  const [unread, setUnread] = useState<unknown>(null)
  const [reading, setReading] = useState(false)
  const { run, dismiss, error, pending } = useAct(orpc.suket.verify.mutationOptions())
  useEffect(() => () => reader.close(), [reader])
  const clear = useCallback(() => {
    setFound(null)
    setUnread(null)
    dismiss()
  }, [dismiss])
  const judge = useCallback(
    (texts: readonly string[]) => {
      clear()
      run({ texts: asked(texts) }, setFound)
    },
    [clear, run],
  )
  const open = useCallback(
    (file: Blob) => {
      clear()
      setReading(true)
      readFile(file, reader)
        .then(judge, setUnread)
        .finally(() => setReading(false))
    },
    [clear, judge, reader],
  )
  return { reader, found, error: unread ?? error, busy: reading || pending, judge, open, clear }
}
