/** The name that a report's file is offered under: what it is, of which station, and which one. */
export function reportName(what: string, { station, number }: { station: string; number: number }): string {
  return `${what} ${station} ${number}.pdf`
}

/** The path as chosen, with the ending that the system's dialog may have left off. */
export function withPdf(path: string): string {
  return /\.pdf$/i.test(path) ? path : `${path}.pdf`
}
