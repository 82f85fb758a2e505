import { create } from 'qrcode'
import { useMemo } from 'react'

/** A QR code as one vector path, black on white in both themes, with its quiet zone. */
export function QrCode({ text, label, size }: { text: string; label: string; size: number }) {
  const { path, modules } = useMemo(() => qrPath(text), [text])
  return (
    <svg
      width={size}
      height={size}
      viewBox={`-4 -4 ${modules + 8} ${modules + 8}`}
      role="img"
      aria-label={label}
    >
      <rect x={-4} y={-4} width={modules + 8} height={modules + 8} fill="var(--rk-paper)" />
      <path d={path} fill="var(--rk-ink)" shapeRendering="crispEdges" />
    </svg>
  )
}

/** The dark modules as runs of squares; error correction M, as the papers print it. */
export function qrPath(text: string): { path: string; modules: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!modules.get(y, x)) continue
      let end = x
      while (end < size && modules.get(y, end)) end++
      path += `M${x} ${y}h${end - x}v1h${x - end}z`
      x = end
    }
  }
  return { path, modules: size }
}
