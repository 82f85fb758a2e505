/** What the demo tells the person who watches it. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

let step = 0

/** Runs one step and says how long it took and what came of it. */
export async function act<T>(
  what: string,
  work: () => Promise<T>,
  outcome: (result: T) => string,
): Promise<T> {
  step++
  process.stdout.write(`${String(step).padStart(2)}. ${what} ... `)
  const began = performance.now()
  try {
    const result = await work()
    say(`${outcome(result)} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
    return result
  } catch (error) {
    say('FAILED')
    throw error
  }
}
