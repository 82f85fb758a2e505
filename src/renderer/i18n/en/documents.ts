import type { documents as source } from '../id/documents.ts'

export const documents: typeof source = {
  documents: {
    text: 'Photograph or scan the KK, birth certificate and other papers. They may follow; F10 to continue.',
    empty: 'No documents yet',
    emptyText: "Press F9 to photograph the KK, take it from the scanner's folder, or choose a file.",
    kind: 'Kind of document',
    kinds: {
      kk: 'Family card (KK)',
      'birth-certificate': 'Birth certificate',
      'marriage-certificate': 'Marriage certificate',
      passport: 'Passport/ITAP',
      other: 'Other document',
    },
    camera: 'Photograph a paper',
    take: 'Take it',
    scanner: "Scanner's folder",
    scannerTitle: 'Take from the scanner: {{kind}}',
    folder: "Choose the scanner's folder",
    noFolder: 'The folder where the scanner puts its files has not been chosen.',
    noScans: 'Nothing was scanned into this folder yet. New scans appear by themselves.',
    pages: '{{pages}} pages',
    page: 'page',
    allPages: 'all pages',
    turn: 'Turn',
    remove: 'Remove',
    removeTitle: 'Remove {{name}}',
    removeText: 'The document is removed from the recording and has to be scanned again if it is needed.',
  },
}
