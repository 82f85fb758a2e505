import { EMERGENCIES } from '../../contract/manual/emergency.ts'
import { MANUAL, MANUAL_NAMES } from '../../contract/manual/pages.ts'
import { CHAPTERS, type Chapter } from '../../contract/manual/part.ts'
import { A4, type Fonts, MM, Sheet } from '../paper/index.ts'
import { Flow, type Frame, type Language, layOut, type Paper } from './lay-out.ts'

/** What making the book needs, as it crosses to the thread. */
export interface BookJob {
  readonly language: Language
  readonly version: string
  readonly fonts: Fonts
  /** JPEG screenshots by their name. */
  readonly pictures: ReadonlyMap<string, Uint8Array>
  readonly madeAt: Date
}

const EDGE = 20 * MM

/** All that manual and card say: its letters are cut once, which spares most of the time. */
const LETTERS = JSON.stringify([MANUAL, EMERGENCIES, CHAPTERS])

function frameOf(sheet: Sheet): Frame {
  return {
    left: EDGE,
    top: EDGE,
    width: A4.width - 2 * EDGE,
    bottom: A4.height - EDGE,
    scale: 1,
    measure: (text, size, bold) => (bold ? sheet.bold : sheet.regular).widthOfTextAtSize(text, size),
  }
}

const WORDS = {
  id: {
    title: 'Panduan Rekam',
    contents: 'Isi',
    card: 'Bila terjadi sesuatu',
    call: 'Telepon Dinas',
    supervisor: 'Penyelia',
  },
  en: {
    title: 'Rekam manual',
    contents: 'Contents',
    card: 'When something happens',
    call: 'Telephone of the Dinas',
    supervisor: 'Supervisor',
  },
} as const

type Images = ReadonlyMap<string, Awaited<ReturnType<Sheet['pdf']['embedJpg']>>>

function draw(sheet: Sheet, paper: Paper, images: Images): void {
  for (const mark of paper) {
    if (mark.kind === 'text')
      sheet.text(mark.text, mark.x, mark.y, mark.size, mark.bold ? sheet.bold : sheet.regular)
    else if (mark.kind === 'rule') sheet.rule(mark.x, mark.y, mark.width, 0.75)
    else {
      const image = images.get(mark.name)
      if (image) sheet.image(image, mark.x, mark.y, mark.width, mark.height)
      sheet.frame(mark.x, mark.y, mark.width, mark.height)
    }
  }
}

/** The contents: chapters, pages, and the number of the paper that each begins on. */
function contents(frame: Frame, language: Language, numberOf: (at: number) => number): Paper[] {
  const flow = new Flow(frame)
  flow.turn()
  flow.write(WORDS[language].contents, { size: 18, lead: 24, bold: true })
  let chapter: Chapter | undefined
  for (const [at, name] of MANUAL_NAMES.entries()) {
    const page = MANUAL[name]
    if (page.chapter !== chapter) {
      chapter = page.chapter
      flow.need(48)
      flow.skip(10)
      flow.write(CHAPTERS[chapter][language], { size: 12, lead: 17, bold: true })
    }
    flow.write(`${numberOf(at)}`, { indent: frame.width - 24, lead: 15 })
    flow.skip(-15)
    flow.write(page.title[language], { indent: 12, lead: 15 })
  }
  return flow.papers
}

/** The manual as a book on A4: title, contents with page numbers, every page with its screenshot where there is one. */
export async function renderBook(job: BookJob): Promise<{ pdf: Uint8Array; pages: number }> {
  const { language } = job
  const sheet = await Sheet.make(job.fonts, A4, LETTERS)
  const frame = frameOf(sheet)
  const images: Images = new Map(
    await Promise.all(
      [...job.pictures].map(async ([name, bytes]) => [name, await sheet.pdf.embedJpg(bytes)] as const),
    ),
  )
  const ratios = new Map([...images].map(([name, { width, height }]) => [name, height / width]))
  const laid = layOut(
    MANUAL_NAMES.map((name) => MANUAL[name]),
    language,
    frame,
    ratios,
  )
  // Its length does not depend on the figures in it.
  const front = 1 + contents(frame, language, () => 0).length
  const papers: Paper[] = [...contents(frame, language, (at) => front + laid.begins[at]!), ...laid.papers]
  sheet.text(WORDS[language].title, EDGE, A4.height / 3, 28, sheet.bold)
  sheet.text(`Rekam ${job.version}`, EDGE, A4.height / 3 + 24, 12)
  for (const [at, paper] of papers.entries()) {
    sheet.turn()
    draw(sheet, paper, images)
    sheet.centred(`${at + 2}`, A4.width / 2, A4.height - 10 * MM, 9)
  }
  const title = WORDS[language].title
  return { pdf: await sheet.finish({ title, at: job.madeAt, language }), pages: papers.length + 1 }
}

/** The emergency card: five cases on one A4, with room for two telephone numbers. */
export async function renderCard(job: BookJob): Promise<{ pdf: Uint8Array; pages: number }> {
  const { language } = job
  const sheet = await Sheet.make(job.fonts, A4, LETTERS)
  const words = WORDS[language]
  const flow = new Flow({ ...frameOf(sheet), top: 14 * MM, bottom: A4.height - 14 * MM, scale: 1.25 })
  flow.turn()
  flow.write(words.card, { size: 22, lead: 28, bold: true })
  flow.skip(6)
  for (const { title, safe, steps } of EMERGENCIES) {
    flow.rule()
    flow.skip(2)
    flow.write(title[language], { size: 13.5, lead: 19, bold: true })
    flow.write(safe[language], { size: 10.5, lead: 15 })
    flow.part({ kind: 'steps', steps }, language)
  }
  flow.rule()
  flow.skip(12)
  flow.write(
    `${words.call}: ____________________________    ${words.supervisor}: ____________________________`,
    {
      lead: 18,
    },
  )
  for (const [at, paper] of flow.papers.entries()) {
    if (at > 0) sheet.turn()
    draw(sheet, paper, new Map())
  }
  return {
    pdf: await sheet.finish({ title: words.card, at: job.madeAt, language }),
    pages: flow.papers.length,
  }
}
