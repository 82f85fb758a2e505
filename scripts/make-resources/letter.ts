/** Letter assets: a neutral shield where the arms of the region will stand, plainly marked as a sample. */
import { mkdir, writeFile } from 'node:fs/promises'
import { png, svg, text, type Drawing } from './draw.ts'

const SHIELD = 'M220 20L400 60V250C400 370 330 440 220 500C110 440 40 370 40 250V60Z'
const INNER = 'M220 52L370 86V250C370 352 312 412 220 464C128 412 70 352 70 250V86Z'

/** The sample arms, 440 x 520 units. */
export function sampleArms(): Drawing {
  return svg(
    440,
    520,
    0.75,
    `<path d="${SHIELD}" fill="#f4f4f4" stroke="#444" stroke-width="10"/>` +
      `<path d="${INNER}" fill="none" stroke="#999" stroke-width="4"/>` +
      `<path d="M110 330Q165 290 220 330T330 330M122 370Q170 335 220 370T318 370" fill="none" stroke="#999" stroke-width="8"/>` +
      `<circle cx="220" cy="150" r="34" fill="none" stroke="#999" stroke-width="8"/>` +
      `<rect x="20" y="206" width="400" height="76" fill="#fff" stroke="#444" stroke-width="6"/>` +
      text('CONTOH', 220, 266, 66, 'fill="#444"'),
  )
}

/** Writes the arms as SVG and as the PNG that the letter embeds. */
export async function writeLetterAssets(folder: URL): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(new URL('arms-sample.svg', folder), sampleArms().source)
  await writeFile(new URL('arms-sample.png', folder), png(sampleArms()))
}

if (import.meta.main) await writeLetterAssets(new URL('../../resources/letter/', import.meta.url))
