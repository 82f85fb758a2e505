/**
 * A member's name that means the same on Linux and on Windows and stays inside the folder: relative, no '.' or '..',
 * printable ASCII, none of Windows' reserved characters or device names, no segment that ends in a dot or a space.
 */
export function isSafeName(name: string): boolean {
  if (!/^[\u0020-\u007e]+$/.test(name) || /[\\:*?"<>|]/.test(name)) return false
  return name.split('/').every((part) => part !== '' && !/[. ]$/.test(part) && !DEVICE.test(part))
}

const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i

/** What two names share when a file system that ignores case would make them one file. */
export function foldName(name: string): string {
  return name.toLowerCase()
}
