import { mayGo } from '../../../../contract/may-go.ts'
import type { Meaning } from '../../../ui/theme.ts'

export interface CopiesWord {
  readonly meaning: Meaning
  readonly word: 'enrolment.copies.received' | 'enrolment.copies.hereOnly' | 'enrolment.copies.devices'
}

/** How safe a recording is, by the devices that hold it: one is a danger, two let the resident go home. */
export function copiesWord(devices: number, received: boolean): CopiesWord {
  if (received) return { meaning: 'aman', word: 'enrolment.copies.received' }
  return mayGo(devices, false)
    ? { meaning: 'aman', word: 'enrolment.copies.devices' }
    : { meaning: 'bahaya', word: 'enrolment.copies.hereOnly' }
}
