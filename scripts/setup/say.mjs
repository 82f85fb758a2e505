// What the set-up says goes to standard error: standard output belongs to the program that follows.

/** @param {string} text */
export function say(text) {
  process.stderr.write(`[setup] ${text}\n`)
}

/** A reason to stop that a person can act on; its message is all that is shown. */
export class SetupError extends Error {}
