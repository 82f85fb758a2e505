import type { Step } from '../../../../contract/enrolment.ts'

interface AheadState {
  /**
   * The step on the screen, kept or on its way; null before the first. It stays when it is kept: the page hears of that a moment later, and
   * would show the step before in between.
   */
  readonly step: Step | null
  /** Why the operator is back at a step that they had left. */
  readonly refused: unknown
}

interface Move<First> {
  readonly step: Step
  readonly first: First | undefined
}

/**
 * The operator's steps between the screen and the disk: the next one is shown at once, and kept after those before it. One that is
 * refused takes those behind it with it, so that the operator stands at what was kept last, and sees why.
 */
export class StepsAhead<First> {
  readonly #keep: (step: Step, first: First | undefined) => Promise<void>
  readonly #listeners = new Set<() => void>()
  #waiting: Move<First>[] = []
  #state: AheadState = { step: null, refused: null }
  #turn: Promise<void> | null = null
  /** The last one that was kept. */
  #kept: Step | null = null

  constructor(keep: (step: Step, first: First | undefined) => Promise<void>) {
    this.#keep = keep
  }

  /** Shows a step. `first` is what has to be kept before it is left. */
  readonly goTo = (step: Step, first?: First): void => {
    this.#waiting.push({ step, first })
    this.#set({ step, refused: null })
    this.#turn ??= this.#keepWaiting()
  }

  /** Resolves once nothing is on its way: false where a step that was is refused. */
  readonly settled = async (): Promise<boolean> => {
    let kept = true
    while (this.#turn) {
      await this.#turn
      kept = this.#state.refused === null
    }
    return kept
  }

  readonly dismiss = (): void => this.#set({ ...this.#state, refused: null })

  async #keepWaiting(): Promise<void> {
    let refused: unknown = null
    for (let move = this.#waiting.shift(); move; move = this.#waiting.shift()) {
      try {
        await this.#keep(move.step, move.first)
        this.#kept = move.step
      } catch (cause) {
        refused = cause
        this.#waiting = []
      }
    }
    this.#turn = null
    this.#set({ step: this.#kept, refused })
  }

  #set(state: AheadState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  readonly state = (): AheadState => this.#state

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
