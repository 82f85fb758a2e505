const FILES: Readonly<Record<string, string>> = import.meta.glob('../../../../resources/manual/*.jpg', {
  eager: true,
  import: 'default',
  query: '?url',
})

const byName = new Map(
  Object.entries(FILES).map(([file, url]) => [/([\w-]+)\.jpg$/.exec(file)?.[1] ?? '', url]),
)

/** Where a page's screenshot lies, or undefined where there is none. */
export function pictureUrl(name: string | undefined): string | undefined {
  return name === undefined ? undefined : byName.get(name)
}
