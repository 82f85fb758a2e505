/** As many as one restore takes (contract: restore). */
const MOST = 5000

/** Whether a text is the QR of a proof of recording or another signed head (formats/paper). Its signature is judged by the core. */
function isProof(text: string): boolean {
  return /^REKAM\d/.test(text) && text.length <= 1000
}

/** Papers with what was scanned or pasted, one a line, each once; and how many lines were none. */
export function addPapers(
  papers: readonly string[],
  typed: string,
): { papers: readonly string[]; added: number; refused: number } {
  const lines = typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const proofs = lines.filter(isProof)
  const all = [...new Set([...papers, ...proofs])].slice(0, MOST)
  return { papers: all, added: all.length - papers.length, refused: lines.length - proofs.length }
}
