/** Ids of the bags that this process is writing just now. */
const running = new Set<string>()

export function isBeingMade(bag: string): boolean {
  return running.has(bag)
}

export function bagsBeingMade(): string[] {
  return [...running]
}

/** Runs an act while the bag counts as being made. */
export async function whileMaking<T>(bag: string, act: () => Promise<T>): Promise<T> {
  running.add(bag)
  try {
    return await act()
  } finally {
    running.delete(bag)
  }
}
