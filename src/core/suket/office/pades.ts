import { PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib'
import { cadesDetached, type OfficeKey } from './cades.ts'

/** Room for the signature, in bytes: a chain of three certificates and an RSA-4096 signature take about half. */
const ROOM = 16_384
/** Stands where the range is not known yet; as wide as the longest number that it makes place for. */
const LATER = 9_999_999_999

/**
 * Signs a PDF: PAdES baseline B-B, as one signature field without a picture of its own. Everything but the signature's own hexadecimal
 * is covered, so that one changed byte anywhere is found.
 * @param at when it is signed, as the PDF says it
 */
export async function signPdf(
  bytes: Uint8Array,
  office: OfficeKey,
  { at, name, reason }: { at: Date; name: string; reason: string },
): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  const { context } = pdf
  const signature = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [PDFNumber.of(0), ...[0, 1, 2].map(() => PDFNumber.of(LATER))],
    Contents: PDFHexString.of('0'.repeat(ROOM * 2)),
    Name: PDFHexString.fromText(name),
    Reason: PDFHexString.fromText(reason),
    M: PDFString.fromDate(at),
  })
  const page = pdf.getPage(0)
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [0, 0, 0, 0],
      V: context.register(signature),
      T: PDFString.of('Tanda tangan elektronik'),
      TU: PDFString.of('Tanda tangan elektronik'),
      // Printed, and locked (ISO 32000-2, 12.5.3).
      F: 132,
      P: page.ref,
    }),
  )
  page.node.addAnnot(field)
  // Signatures exist, and a change is only ever appended.
  pdf.catalog.set(PDFName.of('AcroForm'), context.obj({ SigFlags: 3, Fields: [field] }))
  return filled(Buffer.from(await pdf.save({ useObjectStreams: false, addDefaultPage: false })), office)
}

/** Puts range and signature into the places that were kept for them. */
function filled(pdf: Buffer, office: OfficeKey): Uint8Array {
  const from = pdf.indexOf(`<${'0'.repeat(ROOM * 2)}>`)
  const to = from + ROOM * 2 + 2
  const place = `[ 0 ${LATER} ${LATER} ${LATER} ]`
  const rangeAt = pdf.indexOf(place)
  if (from < 0 || rangeAt < 0) throw new Error('no place for the signature')
  pdf.write(`[ 0 ${from} ${to} ${pdf.length - to} ]`.padEnd(place.length), rangeAt, 'latin1')
  const signature = cadesDetached(Buffer.concat([pdf.subarray(0, from), pdf.subarray(to)]), office)
  if (signature.length > ROOM) throw new Error('the signature does not fit')
  pdf.write(signature.toString('hex').padEnd(ROOM * 2, '0'), from + 1, 'latin1')
  return pdf
}
