import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnyProcedure, call } from '@orpc/server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PERMISSIONS } from '../contract/permissions.ts'
import { isFault } from '../lib/fault.ts'
import { ChosenPlaces } from './chosen-places.ts'
import type { CoreContext } from './context.ts'
import { router } from './router.ts'
import { tempFolders } from './testing/temp.ts'
import { testCores } from './testing/test-core.ts'

const bench = testCores()
const temp = tempFolders()

/** The context of a window whose dialogs answer with what a person points at. */
function windowOf({ desk }: CoreContext, points: () => string | null): CoreContext {
  const dialogs = { choosePath: () => Promise.resolve(points()) }
  return { desk: { ...desk, ports: { ...desk.ports, dialogs } } }
}

async function endOf(procedure: AnyProcedure, context: CoreContext, input: unknown): Promise<string> {
  try {
    await call(procedure, input, { context })
    return 'answered'
  } catch (error) {
    return isFault(error) ? error.code : 'input'
  }
}

/** Procedures that refuse a place under each of the names, by the names. */
async function refusing(context: CoreContext, place: string): Promise<Record<string, string[]>> {
  const refused: Record<string, string[]> = { folder: [], path: [], report: [] }
  for (const [room, procedures] of Object.entries(router))
    for (const [name, procedure] of Object.entries(procedures))
      for (const [input, names] of Object.entries(refused)) {
        const end = await endOf(procedure, context, { [input]: place, nothing: 'takes this' })
        if (end === 'PLACE-UNCHOSEN') names.push(`${room}.${name}`)
      }
  return refused
}

const TYPED = ['settings.init', 'settings.inspectProfile', 'suket.openOffice']

test('a page names no file and no folder that nobody pointed at, whatever it calls', async () => {
  await bench().makeStation()
  let place = '/home/contoh/rahasia.csv'
  const context = windowOf((await bench().unlocked()).context(), () => place)
  const mine = Object.entries(PERMISSIONS).flatMap(([room, all]) =>
    Object.entries(all).flatMap(([name, roles]) =>
      (roles as readonly string[]).includes('penyelia') ? [`${room}.${name}`] : [],
    ),
  )
  const refused = await refusing(context, place)
  for (const names of Object.values(refused)) {
    expect(names).toEqual(expect.arrayContaining(mine.filter((name) => !TYPED.includes(name))))
    expect(names.filter((name) => TYPED.includes(name))).toEqual([])
  }
  // A person points at it: it is named from now on, and nothing else is.
  await call(router.settings.choosePath, { kind: 'file' }, { context })
  expect(await refusing(context, place)).toEqual({ folder: [], path: [], report: [] })
  place = '/home/contoh/rahasia.csv/../lain.csv'
  expect((await refusing(context, place)).path).toContain('resident.previewImport')
})

test('a file is read once a person chose it, and a dialog that was closed chooses nothing', async () => {
  await bench().makeStation()
  const list = join(temp(), 'daftar.csv')
  writeFileSync(list, 'NIK,Nama,Tanggal Lahir\n5272014101850001,SITI CONTOH,01-01-1985\n')
  let points: string | null = null
  const context = windowOf((await bench().unlocked()).context(), () => points)
  const look = () => endOf(router.resident.previewImport, context, { path: list })
  await call(router.settings.choosePath, { kind: 'file' }, { context })
  expect(await look()).toBe('PLACE-UNCHOSEN')
  points = list
  await call(router.settings.choosePath, { kind: 'file' }, { context })
  expect(await look()).toBe('answered')
})

test('a bag may go to a drive that is connected without a dialog, and to no folder on it', async () => {
  await bench().makeStation()
  const core = await bench().unlocked()
  const context = windowOf(core.context(), () => null)
  const [mount, other] = [temp(), temp()]
  const volume = {
    mount,
    device: '/dev/x',
    fs: 'vfat',
    id: '1',
    label: '',
    bytes: 1,
    free: 1,
    readonly: false,
    dev: 1,
  }
  bench().ports.volumes.plug(volume)
  const make = (folder: string) => endOf(router.export.make, context, { folder })
  expect(await make(mount)).toBe('EXPORT-NOTHING')
  for (const folder of [other, `${mount}/dalam`, `${mount}/`])
    expect(await make(folder)).toBe('PLACE-UNCHOSEN')
  expect(await endOf(router.export.receipts, context, { folder: mount })).toBe('PLACE-UNCHOSEN')
})

test('the terminal has no page, and is asked for nothing', async () => {
  await bench().makeStation()
  const context = (await bench().unlocked()).context()
  expect(await refusing(context, '/mana/saja')).toEqual({ folder: [], path: [], report: [] })
})

test('the latest are remembered, with the ending that the page puts behind them, and nothing longer', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 700 }), (places) => {
      const chosen = new ChosenPlaces()
      for (const place of places) chosen.add(place)
      for (const place of places.slice(-500)) {
        expect(chosen.has(place)).toBe(true)
        expect(chosen.has(`${place}.pdf`)).toBe(true)
      }
    }),
  )
  const chosen = new ChosenPlaces()
  chosen.add('/media/surat')
  for (const place of [
    '/media/surat/',
    '/media/surat/x.pdf',
    '/media/surat.pdf.sh',
    '/media/surat.',
    '/media',
    '',
  ])
    expect(chosen.has(place)).toBe(false)
  for (let n = 0; n < 500; n++) chosen.add(`/lain/${n}`)
  expect(chosen.has('/media/surat')).toBe(false)
})
