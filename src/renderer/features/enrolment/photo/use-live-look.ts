import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PhotoFlaw } from '../../../../contract/captures.ts'
import type { PhotoBackground } from '../../../../contract/photo-background.ts'
import type { Size } from './crop.ts'
import { flawsOf, holds } from './face/flaws.ts'
import type { Look } from './face/look.ts'
import type { FaceWatch } from './face/open-watch.ts'
import { type Said, steady, UNSEEN } from './face/steady.ts'
import { fileOf } from './frame-of.ts'

/** A picture that was taken, with what was seen in that very picture; null where nothing looked. */
export interface Taken {
  readonly file: Blob
  readonly size: Size
  readonly look: Look | null
}

export interface LiveLook {
  /** `gone`: this computer does not look at faces; photos are taken by hand. */
  readonly state: 'starting' | 'watching' | 'gone'
  readonly said: Said | null
  /** Takes the next picture, or the next good one. */
  readonly take: (which: 'next' | 'good') => void
  /** A picture was asked for, and none was good yet. */
  readonly waits: boolean
}

interface Wish {
  readonly which: 'next' | 'good'
  readonly since: number
}

/** How long F9 waits for a good picture, and for the first look at all, in milliseconds. */
const WAITS_FOR_GOOD = 1500
const WAITS_FOR_FIRST = 12_000
/** Rest between two looks at least; a slow computer rests as long as it looked. */
const REST = 100

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Looks at the camera's picture again and again, and takes from it. */
export function useLiveLook(
  video: RefObject<HTMLVideoElement | null>,
  live: boolean,
  watch: FaceWatch,
  asked: PhotoBackground,
  on: { readonly taken: (taken: Taken) => void; readonly held: (flaws: readonly PhotoFlaw[]) => void },
): LiveLook {
  const [state, setState] = useState<LiveLook['state']>('starting')
  const [shown, setShown] = useState(UNSEEN)
  const [waits, setWaits] = useState(false)
  const wish = useRef<Wish | null>(null)

  const forget = () => {
    wish.current = null
    setWaits(false)
  }
  /** Deals with a wish, if there is one: takes the picture, waits on, or says why not. */
  const settle = useEffectEvent(async (bitmap: ImageBitmap, look: Look | null) => {
    if (!wish.current) return
    const flaws = look ? flawsOf(look) : []
    if (look && wish.current.which === 'good' && holds(flaws)) {
      if (performance.now() - wish.current.since < WAITS_FOR_GOOD) return
      forget()
      on.held(flaws)
      return
    }
    forget()
    on.taken({ ...(await fileOf(bitmap)), look })
  })
  /** Before the first look, and where nothing looks, a wish is answered all the same. */
  const unseen = useEffectEvent(async (gone: boolean) => {
    if (!wish.current || !video.current) return
    if (gone || wish.current.which === 'next') return settle(await createImageBitmap(video.current), null)
    if (performance.now() - wish.current.since < WAITS_FOR_FIRST) return
    forget()
    on.held([])
  })

  useEffect(() => {
    if (!live) return undefined
    const leave = new AbortController()
    const { signal } = leave
    let seen = UNSEEN
    let first = true
    const early = setInterval(() => void (first && unseen(false)), 250)
    const go = async () => {
      while (!signal.aborted) {
        if (!video.current || video.current.videoWidth === 0) {
          await pause(REST)
          continue
        }
        const began = performance.now()
        const looked = await watch.look(await createImageBitmap(video.current), asked)
        if (signal.aborted) return
        if (!looked) break
        first = false
        seen = steady(seen, flawsOf(looked.look), performance.now())
        setShown(seen)
        setState('watching')
        await settle(looked.bitmap, looked.look)
        looked.bitmap.close()
        await pause(Math.max(REST, performance.now() - began))
      }
      first = false
      if (!signal.aborted) setState('gone')
    }
    go().catch((cause: unknown) => {
      console.info('no looks any more', cause)
      if (!signal.aborted) setState('gone')
    })
    return () => {
      leave.abort()
      clearInterval(early)
    }
  }, [video, live, watch, asked])

  const take = (which: Wish['which']) => {
    wish.current ??= { which, since: performance.now() }
    setWaits(true)
    if (state === 'gone') void unseen(true)
  }
  return { state, said: shown.said, take, waits }
}
