/** The door of 'practice' (latihan): a pretended station in a folder of its own. */
export { filePrinters } from './file-printers.ts'
export { folderVolumes } from './folder-volumes.ts'
export { openPractice, resetPractice } from './make-practice.ts'
export { practicePlaces } from './places.ts'
