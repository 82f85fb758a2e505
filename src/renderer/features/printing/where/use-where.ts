import { useCallback, useEffect, useState } from 'react'
import type { Where } from '../../../../contract/visit.ts'
import { orpc } from '../../../orpc.ts'
import { asked, readFile } from '../../../ui/qr/read-file.ts'
import { openQrReader, type QrReader } from '../../../ui/qr/read-qr.ts'
import { useAct } from '../../../ui/use-act.ts'

export interface Asking {
  readonly reader: QrReader
  readonly found: Where | null
  readonly error: unknown
  readonly busy: boolean
  /** Asks with what was scanned, read or typed. */
  readonly ask: (texts: readonly string[]) => void
  readonly open: (file: Blob) => void
  readonly clear: () => void
}

/** One resident who asks: what was read, and the answer. */
export function useWhere(): Asking {
  const [reader] = useState(openQrReader)
  const [found, setFound] = useState<Where | null>(null)
  const [unread, setUnread] = useState<unknown>(null)
  const [reading, setReading] = useState(false)
  const { run, dismiss, error, pending } = useAct(orpc.printing.where.mutationOptions())
  useEffect(() => () => reader.close(), [reader])
  const clear = useCallback(() => {
    setFound(null)
    setUnread(null)
    dismiss()
  }, [dismiss])
  const ask = useCallback(
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
        .then(ask, setUnread)
        .finally(() => setReading(false))
    },
    [clear, ask, reader],
  )
  return { reader, found, error: unread ?? error, busy: reading || pending, ask, open, clear }
}
