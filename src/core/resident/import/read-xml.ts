import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { refuse } from '../../refuse.ts'

/** What a workbook's XML says, one after the other; names without their prefix. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'close'; readonly name: string }

/** So much without a single tag is no workbook: it would only fill the memory. */
const SILENCE = 4 << 20

/** A workbook is a dozen deep; every tag that stays open is kept. */
const DEPTH = 100

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Reads XML as it comes, in bounded memory. No entities but the five of XML itself: a document that defines others is RESIDENTS-FILE. */
export async function* readXml(stream: AsyncIterable<Uint8Array>): AsyncGenerator<XmlEvent> {
  let events: XmlEvent[] = []
  let broken: Error | undefined
  const parser = new SaxesParser()
  parser.on('error', (error) => (broken ??= error))
  parser.on('doctype', () => (broken ??= new Error('DOCTYPE')))
  let depth = 0
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (++depth > DEPTH) broken ??= new Error('too deep')
    events.push({ kind: 'open', name: localName(tag.name), attributes: tag.attributes })
  })
  parser.on('text', (text) => events.push({ kind: 'text', text }))
  parser.on('cdata', (text) => events.push({ kind: 'text', text }))
  parser.on('closetag', ({ name }) => {
    depth--
    events.push({ kind: 'close', name: localName(name) })
  })
  const decoder = new TextDecoder('utf-8')
  let silent = 0
  const check = () => {
    if (broken) throw refuse('RESIDENTS-FILE', { why: 'XLSX rusak' }, broken)
  }
  for await (const chunk of stream) {
    parser.write(decoder.decode(chunk, { stream: true }))
    check()
    silent = events.length > 0 ? 0 : silent + chunk.length
    if (silent > SILENCE) throw refuse('RESIDENTS-FILE', { why: 'XLSX rusak' })
    const taken = events
    events = []
    yield* taken
  }
  parser.write(decoder.decode()).close()
  check()
  yield* events
}
