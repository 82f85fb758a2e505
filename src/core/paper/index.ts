/** The door of 'paper': what rooms that print letters share. */
export { letterFonts } from './fonts.ts'
export { headOf, type Letterhead, LETTER_LEFT, LETTER_RIGHT, LETTER_WIDTH, letterhead } from './letterhead.ts'
export { letterThread } from './letter-thread.ts'
export { markedTitle, markPapers } from './mark-papers.ts'
export { printOnPaper } from './print-on-paper.ts'
export { systemPrinters } from './printers/system-printers.ts'
export { unprintable } from './unprintable.ts'
export { A4, F4, type Fonts, MM, Sheet } from './sheet.ts'
