import type { PhotoBackground } from '../../../../../contract/photo-background.ts'
import type { FaceAnswer, FaceRequest } from './face-messages.ts'
import type { Look } from './look.ts'

/** Looks at faces beside the window's thread. */
export interface FaceWatch {
  /** The look, and the picture back; null once the program cannot look here. */
  look(bitmap: ImageBitmap, asked: PhotoBackground): Promise<{ look: Look; bitmap: ImageBitmap } | null>
  /** The picture as JPEG with the asked colour behind the person; null where that cannot be made. */
  background(bitmap: ImageBitmap, asked: PhotoBackground): Promise<Blob | null>
  close(): void
}

/** The first answer waits for the models; later ones must not keep an operator waiting. */
const FIRST_PATIENCE = 20_000
const PATIENCE = 5000
/** A computer that needs longer for a look, so many times in a row, is too slow to help. */
const SLOW = 1500
const SLOW_TIMES = 4

/** @param start for tests: makes the thread */
export function openFaceWatch(start: () => Worker = startThread): FaceWatch {
  let thread: Worker | null = start()
  let last = 0
  let slow = 0
  let warm = false
  const waiting = new Map<number, (answer: FaceAnswer | null) => void>()
  const end = (why?: string) => {
    if (thread && why !== undefined) console.info('faces are not looked at:', why)
    thread?.terminate()
    thread = null
    const left = [...waiting.values()]
    waiting.clear()
    for (const settle of left) settle(null)
  }
  thread.addEventListener('message', ({ data }: MessageEvent<FaceAnswer>) => {
    const settle = waiting.get(data.id)
    waiting.delete(data.id)
    settle?.(data)
    if ('failed' in data) end(data.failed)
  })
  thread.addEventListener('error', ({ message }) => end(message))
  const ask = (request: Omit<FaceRequest, 'id'>): Promise<FaceAnswer | null> => {
    if (!thread) return Promise.resolve(null)
    const id = ++last
    const began = performance.now()
    thread.postMessage({ ...request, id } satisfies FaceRequest, [request.bitmap])
    return new Promise((resolve) => {
      const alarm = setTimeout(() => end('no answer'), warm ? PATIENCE : FIRST_PATIENCE)
      waiting.set(id, (answer) => {
        clearTimeout(alarm)
        slow = warm && performance.now() - began > SLOW ? slow + 1 : 0
        warm = true
        resolve(answer)
        if (slow >= SLOW_TIMES) end('this computer is too slow')
      })
    })
  }
  return {
    async look(bitmap, asked) {
      const answer = await ask({ do: 'look', bitmap, asked })
      return answer && 'look' in answer ? answer : null
    },
    async background(bitmap, asked) {
      const answer = await ask({ do: 'background', bitmap, asked })
      return answer && 'file' in answer ? answer.file : null
    },
    close: () => end(),
  }
}

function startThread(): Worker {
  return new Worker(new URL('./face-thread.ts', import.meta.url), { type: 'module' })
}
