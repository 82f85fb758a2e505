import type { ManualPage, ManualPart, Said } from '../../contract/manual/part.ts'

export type Language = keyof Said

/** One thing on paper, from the page's upper left corner, in points. */
export type Mark =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly x: number
      readonly y: number
      readonly size: number
      readonly bold: boolean
    }
  | { readonly kind: 'rule'; readonly x: number; readonly y: number; readonly width: number }
  | {
      readonly kind: 'picture'
      readonly name: string
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }

export type Paper = readonly Mark[]

/** The box that text flows in, and how wide words are. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly bottom: number
  /** How much larger than in the book everything is. */
  readonly scale: number
  readonly measure: (text: string, size: number, bold: boolean) => number
}

const SIZE = 10.5
const LEAD = 15
/** A word of one weight; `glued` when no space stands before it. */
interface Word {
  readonly text: string
  readonly bold: boolean
  readonly glued: boolean
}

/** `a **b c**.` as words, each with its weight; command marks are left out. */
function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let open = false
  for (const [at, run] of text.replaceAll('`', '').split('**').entries()) {
    const bold = at % 2 === 1
    for (const [n, word] of run.split(' ').entries()) {
      if (n > 0) open = false
      if (word !== '') words.push({ text: word, bold, glued: open })
      if (word !== '') open = true
    }
  }
  return words
}

/** Flows parts over papers: what does not fit goes on the next one. */
export class Flow {
  private readonly frame: Frame
  readonly papers: Mark[][] = []
  private y = Number.POSITIVE_INFINITY

  constructor(frame: Frame) {
    this.frame = frame
  }

  /** Begins a paper of its own. */
  turn(): void {
    this.papers.push([])
    this.y = this.frame.top
  }

  /** Makes room for `height` points, on the next paper where this one has not got them. */
  need(height: number): void {
    if (this.y + height > this.frame.bottom) this.turn()
  }

  skip(height: number): void {
    this.y += height
  }

  mark(mark: Mark): void {
    this.papers.at(-1)!.push(mark)
  }

  rule(): void {
    this.mark({ kind: 'rule', x: this.frame.left, y: this.y, width: this.frame.width })
  }

  /** Text from `indent` on, wrapped; a line is never cut in two papers. */
  write(text: string, set: { size?: number; lead?: number; indent?: number; bold?: boolean } = {}): void {
    const { left, width, measure, scale } = this.frame
    const { bold = false } = set
    const size = (set.size ?? SIZE) * scale
    const lead = (set.lead ?? LEAD) * scale
    const indent = (set.indent ?? 0) * scale
    const space = measure(' ', size, false)
    let line: { text: string; bold: boolean; x: number }[] = []
    let x = 0
    const put = () => {
      if (line.length === 0) return
      this.need(lead)
      this.y += lead
      for (const word of line)
        this.mark({
          kind: 'text',
          text: word.text,
          x: left + indent + word.x,
          y: this.y,
          size,
          bold: word.bold,
        })
      line = []
      x = 0
    }
    for (const word of wordsOf(text)) {
      const heavy = bold || word.bold
      const wide = measure(word.text, size, heavy)
      const gap = x === 0 || word.glued ? 0 : space
      if (x + gap + wide > width - indent && x > 0) put()
      const at = x === 0 || word.glued ? x : x + space
      // A run of one weight is one mark: who searches the PDF finds whole sentences.
      const last = line.at(-1)
      if (last && last.bold === heavy) last.text += (word.glued ? '' : ' ') + word.text
      else line.push({ text: word.text, bold: heavy, x: at })
      x = at + wide
    }
    put()
  }

  picture(name: string, ratio: number): void {
    const { left, width } = this.frame
    const height = width * ratio
    this.need(height + 12)
    this.mark({ kind: 'picture', name, x: left, y: this.y + 8, width, height })
    this.y += height + 12
  }

  /** A part of a page. */
  part(part: ManualPart, language: Language): void {
    if (part.kind === 'steps') {
      for (const [at, step] of part.steps.entries()) {
        const { left, scale } = this.frame
        this.need(LEAD * scale)
        this.mark({
          kind: 'text',
          text: `${at + (part.from ?? 1)}.`,
          x: left,
          y: this.y + LEAD * scale,
          size: SIZE * scale,
          bold: false,
        })
        this.write(step[language], { indent: 18 })
        this.skip(2)
      }
      this.skip(4)
    } else if (part.kind === 'command') {
      this.write(`rekam ${part.command}`, { indent: 18, size: 9.5, lead: 14, bold: true })
      this.skip(3)
    } else if (part.kind === 'head') {
      // Never the last line of a paper.
      this.need(3 * LEAD)
      this.skip(6)
      this.write(part.said[language], { size: 12, lead: 17, bold: true })
    } else {
      this.write(part.said[language], part.kind === 'safe' ? { bold: true } : {})
      this.skip(5)
    }
  }
}

/** Lays the pages out, each on a paper of its own. Answers the papers, and on which one each page begins (from 1). */
export function layOut(
  pages: readonly ManualPage[],
  language: Language,
  frame: Frame,
  /** Height over width of the pictures that are there, by their name. */
  pictures: ReadonlyMap<string, number>,
): { papers: Paper[]; begins: number[] } {
  const flow = new Flow(frame)
  const begins: number[] = []
  for (const page of pages) {
    flow.turn()
    begins.push(flow.papers.length)
    flow.write(page.title[language], { size: 18, lead: 24, bold: true })
    flow.skip(6)
    flow.rule()
    flow.skip(6)
    const ratio = page.picture === undefined ? undefined : pictures.get(page.picture)
    if (page.picture !== undefined && ratio !== undefined) flow.picture(page.picture, ratio)
    for (const part of page.parts) flow.part(part, language)
  }
  return { papers: flow.papers, begins }
}
