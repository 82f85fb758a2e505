const QUOTE = '"'
const BACKSLASH = 0x5c

/**
 * What JSON.parse lets pass and two readers may read differently: a key named twice, `__proto__` as a key, nesting deeper than
 * `depth`. Gives the reason, or undefined. The text must already have passed JSON.parse.
 */
export function scanJson(text: string, depth: number): string | undefined {
  const open: (Set<string> | undefined)[] = []
  let keyNext = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : undefined)
      if (open.length > depth) return 'too deep'
      keyNext = char === '{'
    } else if (char === '}' || char === ']') {
      open.pop()
    } else if (char === ',') {
      keyNext = open.at(-1) !== undefined
    } else if (char === QUOTE) {
      const end = endOfString(text, i)
      if (keyNext) {
        const key: unknown = JSON.parse(text.slice(i, end + 1))
        const why = claim(open.at(-1), String(key))
        if (why !== undefined) return why
        keyNext = false
      }
      i = end
    }
  }
  return undefined
}

function claim(seen: Set<string> | undefined, key: string): string | undefined {
  if (key === '__proto__') return 'prototype key'
  if (seen?.has(key) === true) return 'key twice'
  seen?.add(key)
  return undefined
}

/** The place of the closing quote: the next one with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf(QUOTE, start + 1); ; end = text.indexOf(QUOTE, end + 1)) {
    let slash = end - 1
    while (text.charCodeAt(slash) === BACKSLASH) slash--
    if ((end - 1 - slash) % 2 === 0) return end
  }
}
