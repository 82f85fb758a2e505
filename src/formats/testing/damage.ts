/** The bytes with each single bit turned, one after the other; with `every`, only every n-th bit. */
export function* flips(bytes: Uint8Array, every = 1): Generator<Uint8Array> {
  for (let bit = 0; bit < bytes.length * 8; bit += every) {
    const bent = bytes.slice()
    bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    yield bent
  }
}

/** The bytes cut at every length short of the whole; with `every`, only every n-th. */
export function* cuts(bytes: Uint8Array, every = 1): Generator<Uint8Array> {
  for (let length = 0; length < bytes.length; length += every) yield bytes.slice(0, length)
}
