export interface QrRequest {
  readonly id: number
  readonly picture: Blob | ImageBitmap
}

/** `texts` is null where the picture could not be decoded at all. */
export interface QrAnswer {
  readonly id: number
  readonly texts: string[] | null
}

/** Reads QR codes beside the window's thread. */
export interface QrReader {
  /** The texts of a picture's QR codes; null where it is no picture, or took too long and was given up. */
  read(picture: Blob | ImageBitmap): Promise<string[] | null>
  close(): void
}

const PATIENCE = 30_000

export function openQrReader(): QrReader {
  let thread: Worker | null = null
  let last = 0
  const waiting = new Map<number, (texts: string[] | null) => void>()
  const end = () => {
    thread?.terminate()
    thread = null
    for (const settle of waiting.values()) settle(null)
    waiting.clear()
  }
  const start = () => {
    const started = new Worker(new URL('./qr-thread.ts', import.meta.url), { type: 'module' })
    started.addEventListener('message', ({ data }: MessageEvent<QrAnswer>) => {
      waiting.get(data.id)?.(data.texts)
      waiting.delete(data.id)
    })
    started.addEventListener('error', end)
    return started
  }
  return {
    read(picture) {
      thread ??= start()
      const id = ++last
      const give = picture instanceof Blob ? [] : [picture]
      thread.postMessage({ id, picture } satisfies QrRequest, give)
      return new Promise((resolve) => {
        const alarm = setTimeout(end, PATIENCE)
        waiting.set(id, (texts) => {
          clearTimeout(alarm)
          resolve(texts)
        })
      })
    },
    close: end,
  }
}
