import { PDFName, type PDFPage, type PDFRef, PDFString } from 'pdf-lib'

/** Roles of the standard structure types (ISO 32000-1, 14.8.4) that letters use. */
export type Role = 'H1' | 'P' | 'Figure'

interface Part {
  readonly role: Role
  readonly alt: string | undefined
}

/**
 * The logical structure of a one-page document: what is text and what is a picture, in reading order, for those who have it read out.
 * Everything outside a part is an artifact.
 */
export class Tags {
  private readonly page: PDFPage
  private readonly say: (operator: string) => void
  private readonly parts: Part[] = []

  /** @param say takes an operator of the page's content stream */
  constructor(page: PDFPage, say: (operator: string) => void) {
    this.page = page
    this.say = say
  }

  /** Draws as one part. */
  part<T>(role: Role, draw: () => T, alt?: string): T {
    return this.marked(`/${role} <</MCID ${this.parts.push({ role, alt }) - 1}>> BDC`, draw)
  }

  /** Draws what is only there to look at: rules, frames. */
  artifact(draw: () => void): void {
    this.marked('/Artifact BMC', draw)
  }

  private marked<T>(begin: string, draw: () => T): T {
    this.say(begin)
    const done = draw()
    this.say('EMC')
    return done
  }

  /** Writes the structure into the document, if any part was drawn; call it once, at the end. */
  write(): void {
    if (this.parts.length === 0) return
    const { doc, ref: page, node } = this.page
    const { context, catalog } = doc
    const root = context.nextRef()
    const whole = context.nextRef()
    const parts: PDFRef[] = this.parts.map(({ role, alt }, mcid) =>
      context.register(
        context.obj({
          Type: 'StructElem',
          S: role,
          P: whole,
          Pg: page,
          K: mcid,
          ...(alt === undefined ? {} : { Alt: PDFString.of(alt) }),
        }),
      ),
    )
    context.assign(whole, context.obj({ Type: 'StructElem', S: 'Document', P: root, K: parts }))
    const parents = context.register(context.obj({ Nums: [0, parts] }))
    context.assign(
      root,
      context.obj({ Type: 'StructTreeRoot', K: [whole], ParentTree: parents, ParentTreeNextKey: 1 }),
    )
    catalog.set(PDFName.of('StructTreeRoot'), root)
    catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
    node.set(PDFName.of('StructParents'), context.obj(0))
    node.set(PDFName.of('Tabs'), PDFName.of('S'))
  }
}
