const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Minutes without a key or the mouse after which the desk rests: a resident at the desk takes longer breaks than a lunch is short. */
export const IDLE_MINUTES = 10

/** Calls back once when nobody moved anything for so long; answers how it stops. */
export function watchIdle(
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  milliseconds: number,
  onIdle: () => void,
): () => void {
  let timer = setTimeout(onIdle, milliseconds)
  const again = () => {
    clearTimeout(timer)
    timer = setTimeout(onIdle, milliseconds)
  }
  const options = { capture: true, passive: true }
  for (const sign of SIGNS) target.addEventListener(sign, again, options)
  return () => {
    clearTimeout(timer)
    for (const sign of SIGNS) target.removeEventListener(sign, again, options)
  }
}
