import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { type Role, roleSchema } from '../../../contract/account.ts'
import { mayCall } from '../../../contract/permissions.ts'
import { itemsOf } from './items.ts'
import { DEEDS, PLACES } from './places.ts'

const PATHS = [
  ...readFileSync(path.join(import.meta.dirname, '..', 'router.tsx'), 'utf8').matchAll(/^ {2}path: '(.+)'/gm),
].map(([, route]) => route!)

const nothing = { press: () => undefined, go: () => undefined }
const word = (key: string) => ({ label: key })
const of = (role: Role, shortcuts: Parameters<typeof itemsOf>[0]['shortcuts'] = []) =>
  itemsOf({ shortcuts, may: (name) => mayCall(role, name), word, ...nothing })

test('every page that needs no person is in the palette, and no page that is not there', () => {
  const wanted = PATHS.filter((one) => one !== '/' && !one.includes('$'))
  expect(wanted.length).toBeGreaterThan(15)
  expect(PLACES.map(({ to }) => to as string).toSorted()).toEqual(wanted.toSorted())
  for (const { to } of DEEDS) expect(PATHS).toContain(to)
})

test('nobody is offered what the permissions refuse', () => {
  for (const role of roleSchema.options) {
    const offered = new Set(of(role).map(({ label }) => label))
    for (const { word: label, may } of [...PLACES, ...DEEDS])
      expect(offered.has(label), `${role} ${label}`).toBe(mayCall(role, may))
  }
  expect(of('teknisi').map(({ label }) => label)).not.toContain('suket.title')
})

test('a key of the page stands once, before the page that it opens, and only while it can be pressed', () => {
  const run = vi.fn<() => void>()
  const items = of('penyelia', [
    { key: 'F3', label: 'keys.new', run },
    { key: 'F9', label: 'off', run, enabled: false },
    { key: 'Ctrl+K', label: 'palette', run },
  ])
  expect(items.filter(({ label }) => label === 'keys.new')).toMatchObject([{ group: 'acts', key: 'F3' }])
  expect(items.map(({ label }) => label)).not.toContain('off')
  expect(items.map(({ label }) => label)).not.toContain('palette')
  expect(new Set(items.map(({ value }) => value)).size).toBe(items.length)
})

test('an act of another page opens that page and presses its key there', () => {
  const [press, go] = [vi.fn<(word: string) => void>(), vi.fn<(to: string) => void>()]
  const items = itemsOf({ shortcuts: [], may: () => true, word, press, go })
  items.find(({ label }) => label === 'backup.runAll')!.run()
  expect(go).toHaveBeenCalledWith('/backup')
  expect(press).toHaveBeenCalledWith('backup.runAll')
})
