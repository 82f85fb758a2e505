/** A drawn portrait of nobody, 3 x 4, on the background that the rule asks for, with CONTOH on the clothes. */
import { BACKGROUND_COLOURS, photoBackground } from '../../../src/contract/photo-background.ts'
import { svg, text, type Drawing } from '../draw.ts'
import { random, type Random } from './random.ts'
import type { SamplePerson } from './sample-people.ts'

interface Look {
  readonly skin: string
  readonly shade: string
  readonly hair: string
  readonly cloth: string
  /** Half the width of the face, its top and its chin. */
  readonly half: number
  readonly chin: number
  readonly brow: number
  readonly eye: number
  readonly nose: number
  readonly mouth: number
}

function look(rng: Random, person: SamplePerson): Look {
  const [skin, shade] = rng.pick([
    ['#d9a273', '#b67c4e'],
    ['#c98d5f', '#a26b42'],
    ['#b97d50', '#8f5a36'],
    ['#e2b48a', '#bf8a5f'],
  ] as const)
  const old = Number(person.biodata.tanggalLahir.slice(0, 4)) < 1966
  return {
    skin,
    shade,
    hair: old ? rng.pick(['#8d8a86', '#b9b6b1']) : rng.pick(['#17130f', '#241a14', '#2c2019']),
    cloth: rng.pick([
      person.head === 'jilbab' ? '#7d8fa6' : '#f2f0ea',
      '#39506b',
      '#5c6b4a',
      '#6e4a5c',
      '#3d3d45',
    ]),
    half: rng.range(92, 106),
    chin: rng.range(424, 442),
    brow: rng.range(-5, 5),
    eye: rng.range(13, 16),
    nose: rng.range(15, 21),
    mouth: rng.range(30, 38),
  }
}

/** The photo as drawn, 480 x 640 pixels. */
export function portrait(person: SamplePerson): Drawing {
  const rng = random('portrait', person.folder)
  const { half, chin, ...l } = look(rng, person)
  const colour = photoBackground(person.biodata.tanggalLahir, person.biodata.kewarganegaraan)
  const ground = `rgb(${BACKGROUND_COLOURS[colour].join()})`
  const face = `M${240 - half} 250C${240 - half} 150 ${240 + half} 150 ${240 + half} 250C${240 + half + 4} 330 ${240 + half * 0.66} ${chin - 22} 240 ${chin}C${240 - half * 0.66} ${chin - 22} ${240 - half - 4} 330 ${240 - half} 250Z`
  const shoulders = 'M30 640C30 545 110 520 190 502L240 530L290 502C370 520 450 545 450 640Z'
  return svg(
    480,
    640,
    1,
    `<defs>${radial('f', l.skin, l.shade)}${radial('h', l.hair, '#000')}</defs>` +
      `<rect width="480" height="640" fill="${ground}"/>` +
      behind(person.head, half, l.hair) +
      `<path d="M190 400V515Q240 560 290 515V400Z" fill="${l.shade}"/><path d="${shoulders}" fill="${l.cloth}"/>` +
      ears(person.head, half, l) +
      `<path d="${face}" fill="url(#f)"/>` +
      features(l, chin) +
      above(person.head, half, chin, l) +
      text('CONTOH', 240, 618, 40, `fill="${l.cloth === '#f2f0ea' ? '#555' : '#ddd'}"`),
  )
}

function radial(id: string, inner: string, outer: string): string {
  return `<radialGradient id="${id}" cx="0.48" cy="0.42" r="0.68"><stop offset="0.45" stop-color="${inner}"/><stop offset="1" stop-color="${outer}"/></radialGradient>`
}

function features(l: Omit<Look, 'half' | 'chin'>, chin: number): string {
  const lip = chin - 56
  return [-1, 1]
    .map((side) => {
      const x = 240 + side * 44
      return (
        `<path d="M${x - 26} ${244 + l.brow}Q${x} ${230 + l.brow} ${x + 26} ${244 + l.brow}" fill="none" stroke="${l.hair}" stroke-width="8" stroke-linecap="round"/>` +
        `<path d="M${x - 22} 270Q${x} ${270 - l.eye} ${x + 22} 270Q${x} ${270 + l.eye * 0.8} ${x - 22} 270Z" fill="#f7f3ec"/>` +
        `<circle cx="${x}" cy="269" r="9" fill="#2d1c12"/><circle cx="${x}" cy="269" r="4" fill="#000"/><circle cx="${x + 3}" cy="266" r="2" fill="#fff"/>` +
        `<path d="M${x - 23} 270Q${x} ${268 - l.eye} ${x + 23} 270" fill="none" stroke="#1c120c" stroke-width="3.5"/>` +
        `<path d="M${240 + side * l.nose} 334Q${240 + side * l.nose * 0.6} 344 ${240 + side * 5} 338" fill="none" stroke="${l.shade}" stroke-width="5" stroke-linecap="round"/>`
      )
    })
    .concat(
      `<path d="M232 282Q226 318 ${240 - l.nose} 334" fill="none" stroke="${l.shade}" stroke-width="3" opacity="0.7"/>`,
      `<path d="M${240 - l.mouth} ${lip}Q240 ${lip - 12} ${240 + l.mouth} ${lip}Q240 ${lip + 20} ${240 - l.mouth} ${lip}Z" fill="#9c5149"/>`,
      `<path d="M${240 - l.mouth} ${lip}Q240 ${lip + 4} ${240 + l.mouth} ${lip}" fill="none" stroke="#5f2c28" stroke-width="3"/>`,
    )
    .join('')
}

function ears(head: SamplePerson['head'], half: number, l: Pick<Look, 'shade'>): string {
  if (head === 'jilbab' || head === 'long') return ''
  return [-1, 1]
    .map((side) => `<ellipse cx="${240 + side * (half + 4)}" cy="286" rx="13" ry="28" fill="${l.shade}"/>`)
    .join('')
}

function behind(head: SamplePerson['head'], half: number, hair: string): string {
  if (head !== 'long') return ''
  const [left, right] = [240 - half - 26, 240 + half + 26]
  return `<path d="M${left} 500C${left - 14} 300 ${left} 112 240 112S${right + 14} 300 ${right} 500Z" fill="${hair}"/>`
}

/** Hair or head cloth; forehead, brows and eyes stay uncovered, as the rule for photos says. */
function above(head: SamplePerson['head'], half: number, chin: number, l: Pick<Look, 'cloth'>): string {
  const [left, right] = [240 - half, 240 + half]
  const hair = `M${left - 6} 262C${left - 16} 130 ${right + 16} 130 ${right + 6} 262C${right - 6} 214 ${right - 30} 192 240 190C${left + 30} 192 ${left + 6} 214 ${left - 6} 262Z`
  if (head === 'peci') {
    return `<path d="${hair}" fill="url(#h)"/><path d="M${left - 4} 204L${left + 12} 118Q240 96 ${right - 12} 118L${right + 4} 204Q240 176 ${left - 4} 204Z" fill="#111"/>`
  }
  if (head === 'jilbab') {
    const outer = `M60 640C80 520 ${left - 50} 420 ${left - 34} 270C${left - 30} 100 ${right + 30} 100 ${right + 34} 270C${right + 50} 420 400 520 420 640Z`
    const opening = `M${left + 6} 262C${left + 4} 178 ${right - 4} 178 ${right - 6} 262C${right - 2} 340 ${240 + half * 0.6} ${chin - 26} 240 ${chin - 4}C${240 - half * 0.6} ${chin - 26} ${left + 2} 340 ${left + 6} 262Z`
    return `<path d="${outer}${opening}" fill="${l.cloth}" fill-rule="evenodd"/><path d="${opening}" fill="none" stroke="#0003" stroke-width="5"/>`
  }
  return `<path d="${hair}" fill="url(#h)"/>`
}
