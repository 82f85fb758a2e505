/** The name that a letter's file is offered under: the number without what file systems refuse. */
export function fileNameOf(number: string): string {
  return `Suket ${number.replaceAll(/[^0-9A-Za-z.-]+/g, '-')}.pdf`
}

/** The path as chosen, with the ending that the system's dialog may have left off. */
export function withPdf(path: string): string {
  return /\.pdf$/i.test(path) ? path : `${path}.pdf`
}
