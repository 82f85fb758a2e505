/**
 * Whether two ids speak of one file system. Windows tells the last eight of the sixteen hex digits of an NTFS serial; Linux all. Other ids
 * are equal or not.
 */
export function isSameFileSystem(a: string, b: string): boolean {
  if (a.toUpperCase() === b.toUpperCase()) return true
  const [short = '', long = ''] = [a, b].toSorted((one, two) => one.length - two.length)
  return (
    /^[0-9A-F]{8}$/i.test(short) &&
    /^[0-9A-F]{16}$/i.test(long) &&
    long.toUpperCase().endsWith(short.toUpperCase())
  )
}
