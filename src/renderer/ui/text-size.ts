/** How large everything in the window is, as this computer was left. */
export const TEXT_SIZES = ['normal', 'large', 'larger'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

const KEPT_AS = 'rekam.text-size'
const ZOOM: Record<TextSize, string> = { normal: '1', large: '1.125', larger: '1.25' }

/** A size as it was kept; anything unknown is the normal one. */
export function readTextSize(kept: string | null): TextSize {
  return TEXT_SIZES.find((size) => size === kept) ?? 'normal'
}

export function keptTextSize(): TextSize {
  return readTextSize(localStorage.getItem(KEPT_AS))
}

/** Shows everything in this size and keeps it for the next start. */
export function setTextSize(size: TextSize): void {
  localStorage.setItem(KEPT_AS, size)
  document.documentElement.style.setProperty('zoom', ZOOM[size])
}
