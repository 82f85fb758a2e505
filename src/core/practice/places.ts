import { join } from 'node:path'

/** Where everything of practice lies: one folder, thrown away whole. */
export interface PracticePlaces {
  readonly home: string
  readonly station: string
  readonly dinas: string
  /** Each folder in it is a pretended USB disk. */
  readonly drives: string
  /** Files that are saved while practising. */
  readonly files: string
  /** What the pretended printer prints. */
  readonly papers: string
}

export function practicePlaces(home: string): PracticePlaces {
  return {
    home,
    station: join(home, 'station'),
    dinas: join(home, 'dinas'),
    drives: join(home, 'drives'),
    files: join(home, 'files'),
    papers: join(home, 'files', 'kertas'),
  }
}
