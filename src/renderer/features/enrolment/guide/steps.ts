import { completeBiodata } from '../../../../contract/biodata.ts'
import {
  type Draft,
  fingerSchema,
  irisSchema,
  type Slot,
  type Step,
  STEPS,
} from '../../../../contract/enrolment.ts'

/** How a step stands, and how much of it: the rail says it in words. */
export interface StepState {
  readonly state: 'todo' | 'partial' | 'done'
  readonly done: number
  readonly all: number
}

export const FINGER_SLOTS: readonly Slot[] = fingerSchema.options.map((finger) => `finger-${finger}` as const)
export const IRIS_SLOTS: readonly Slot[] = irisSchema.options.map((iris) => `iris-${iris}` as const)

/** Both index fingers again, to verify; one that cannot be captured at all is not asked for a second time. */
export function secondSlots(draft: Draft): Slot[] {
  const excepted = new Set(draft.exceptions.map(({ slot }) => slot))
  return (['right', 'left'] as const)
    .filter((hand) => !excepted.has(`finger-${hand}-index`))
    .map((hand) => `second-${hand}-index` as const)
}

/** Whether a slot is dealt with: captured, excepted with a reason, or replaced by what may stand in its place. */
export function isSettled(draft: Draft, slot: Slot): boolean {
  const isCaptured = (one: Slot) => draft.captures.some((capture) => capture.slot === one)
  if (isCaptured(slot) || draft.exceptions.some((exception) => exception.slot === slot)) return true
  if (slot === 'signature') return isCaptured('signature-thumb')
  const hand = /^second-(right|left)-/.exec(slot)?.[1]
  return hand !== undefined && FINGERS_OF[hand as Hand].some((finger) => isCaptured(`second-${finger}`))
}

/** Excepted fingers and eyes, in the order of the slots. */
export function scannedExceptions({ exceptions }: Draft): Slot[] {
  return exceptions.map(({ slot }) => slot).filter((slot) => /^(?:finger|second|iris)-/.test(slot))
}

/** Whether a photo could show what is excepted; whether the Dinas wants one its profile says. */
export function asksExceptionPhoto(draft: Draft): boolean {
  return draft.amends === null && scannedExceptions(draft).length > 0
}

type Hand = 'right' | 'left'
const FINGERS_OF = {
  right: fingerSchema.options.filter((finger) => finger.startsWith('right-')),
  left: fingerSchema.options.filter((finger) => finger.startsWith('left-')),
} as const

/** The slots that a step asks for. */
export function slotsOf(draft: Draft, step: Step): readonly Slot[] {
  switch (step) {
    case 'photo':
      return ['photo']
    case 'signature':
      return ['signature']
    case 'fingers':
      return FINGER_SLOTS
    case 'irises':
      return IRIS_SLOTS
    case 'second':
      return secondSlots(draft)
    default:
      return []
  }
}

function counted(done: number, all: number): StepState {
  return { state: done >= all ? 'done' : done > 0 ? 'partial' : 'todo', done, all }
}

/**
 * How one step of a draft stands. Biodata is done when it is complete and was read aloud; review when it was signed.
 * @param exceptionPhoto whether a photo of the exceptions is asked for
 */
export function stepState(draft: Draft, step: Step, exceptionPhoto = false): StepState {
  if (step === 'biodata') {
    const complete = completeBiodata(draft.biodata).ok
    return counted(complete ? (draft.confirmed ? 2 : 1) : 0, 2)
  }
  if (step === 'documents') return { ...counted(draft.documents.length, 1), all: 1 }
  if (step === 'review') return counted(draft.truth ? 1 : 0, 1)
  const slots = [
    ...slotsOf(draft, step),
    ...(step === 'photo' && exceptionPhoto ? (['exception-photo'] as const) : []),
  ]
  return counted(slots.filter((slot) => isSettled(draft, slot)).length, slots.length)
}

/** A further capture for a sealed recording: its biodata and papers are not asked for again. */
const FURTHER = STEPS.filter((step) => step !== 'biodata' && step !== 'documents')

/** The steps of a draft, in the order of the SOP. */
export function stepsOf({ amends }: Pick<Draft, 'amends'>): readonly Step[] {
  return amends === null ? STEPS : FURTHER
}

/** The step of a draft before or after one, null at the ends. */
export function neighbour(draft: Pick<Draft, 'amends'>, step: Step, by: 1 | -1): Step | null {
  const steps = stepsOf(draft)
  return steps[steps.indexOf(step) + by] ?? null
}
