/** Breaks text into lines of at most `width`, at spaces; a word that is too long alone is broken where it must be. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (measure(joined) <= width) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (measure(line) > width && line.length > 1) {
      let cut = line.length - 1
      while (cut > 1 && measure(line.slice(0, cut)) > width) cut--
      lines.push(line.slice(0, cut))
      line = line.slice(cut)
    }
  }
  if (line !== '') lines.push(line)
  return lines
}

/** Word spacing that stretches a line to `width`; 0 for one that has a single word. */
export function stretch(line: string, width: number, measure: (text: string) => number): number {
  const gaps = line.split(' ').length - 1
  return gaps === 0 ? 0 : Math.max(0, (width - measure(line)) / gaps)
}
