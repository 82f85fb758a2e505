/** The page may put an ending behind the name that somebody typed into the dialog. */
const ENDING = /^\.[a-z]{1,8}$/
/** Dialogs that are remembered: an import is done soon after its file was chosen. */
const REMEMBERED = 500

/** Files and folders that persons pointed at in the system's own dialogs since the program started. */
export class ChosenPlaces {
  readonly #places = new Set<string>()

  add(place: string): void {
    this.#places.delete(place)
    this.#places.add(place)
    for (const oldest of this.#places) {
      if (this.#places.size <= REMEMBERED) break
      this.#places.delete(oldest)
    }
  }

  has(place: string): boolean {
    if (this.#places.has(place)) return true
    const dot = place.lastIndexOf('.')
    return dot > 0 && ENDING.test(place.slice(dot)) && this.#places.has(place.slice(0, dot))
  }
}
