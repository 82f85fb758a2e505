/** The program's icon: finger ridges in white on deep blue. Small sizes have fewer and thicker ridges. */
import { mkdir, writeFile } from 'node:fs/promises'
import { png, svg, type Drawing } from './draw.ts'
import { ico } from './ico.ts'

const BLUE = '#123a7c'
const DEEP = '#0b2452'

/** A ridge: an arch of radius r around (cx, cy) with legs down to `left` and `right`. */
function ridge(r: number, left: number, right: number): string {
  return `M${256 - r} ${left}V236A${r} ${r} 0 0 1 ${256 + r} 236V${right}`
}

function ridges(size: number): { paths: readonly string[]; width: number } {
  if (size <= 24) return { paths: [ridge(150, 380, 330), ridge(56, 330, 420)], width: 62 }
  if (size <= 48)
    return { paths: [ridge(162, 350, 300), ridge(100, 400, 370), ridge(38, 330, 430)], width: 40 }
  return {
    paths: [
      ridge(176, 330, 290),
      ridge(136, 384, 352),
      ridge(96, 330, 408),
      ridge(56, 418, 372),
      ridge(18, 352, 440),
    ],
    width: 22,
  }
}

/** The icon, `size` pixels wide and high. */
export function icon(size: number): Drawing {
  const { paths, width } = ridges(size)
  const ground = `<linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${BLUE}"/><stop offset="1" stop-color="${DEEP}"/></linearGradient>`
  const drawn = paths.map((d) => `<path d="${d}"/>`).join('')
  return svg(
    512,
    512,
    size / 512,
    `<defs>${ground}</defs><rect x="16" y="16" width="480" height="480" rx="104" fill="url(#g)"/>` +
      `<g fill="none" stroke="#fff" stroke-width="${width}" stroke-linecap="round" transform="translate(0 16)">${drawn}</g>`,
  )
}

/** Writes icon.svg, icon.png, icon.ico and the sizes that Linux desktops look for. */
export async function writeIcons(folder: URL): Promise<void> {
  const linux = new URL('linux/', folder)
  await mkdir(linux, { recursive: true })
  await writeFile(new URL('icon.svg', folder), icon(512).source)
  await writeFile(new URL('icon.png', folder), png(icon(512)))
  await writeFile(
    new URL('icon.ico', folder),
    ico([16, 24, 32, 48, 64, 128, 256].map((size) => png(icon(size)))),
  )
  for (const size of [16, 32, 48, 64, 128, 256, 512]) {
    await writeFile(new URL(`${size}x${size}.png`, linux), png(icon(size)))
  }
}

if (import.meta.main) await writeIcons(new URL('../../resources/icons/', import.meta.url))
