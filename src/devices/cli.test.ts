import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { folderDevice } from '../core/enrolment/index.ts'
import { runDevices } from './cli.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rekam-devices-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function run(args: readonly string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runDevices(args, { out: (line) => out.push(line), err: (line) => err.push(line) })
  return { code, out, err }
}

test("a person's captures lie where the folder scanner of a station reads them, worn and missing fingers too", async () => {
  const { code, out } = await run([
    'devices',
    'simulate',
    '--to',
    folder,
    '--person=CONTOH SATU',
    '--worn=finger-left-index',
    '--missing=finger-left-ring',
    '--json',
  ])
  expect(code).toBe(0)
  expect((JSON.parse(out[0]!) as { slots: string[] }).slots).toHaveLength(13)
  expect(existsSync(join(folder, 'fingers/left-ring.png'))).toBe(false)
  const scanner = folderDevice('finger', () => folder)
  const { results: read } = await scanner.capture({
    slots: ['finger-left-index', 'finger-left-middle', 'finger-left-ring'],
    timeoutMs: 1000,
    transaction: 'x',
    threshold: 40,
    previous: null,
    signal: new AbortController().signal,
  })
  expect(read.map(({ slot, score }) => [slot, score > 40])).toEqual([
    ['finger-left-index', false],
    ['finger-left-middle', true],
  ])
  expect(Buffer.compare(read[1]!.image, readFileSync(join(folder, 'fingers/left-middle.png')))).toBe(0)
})

test.each([
  ['nothing', []],
  ['no folder', ['devices', 'simulate', '--person', 'x']],
  ['a slot that there is not', ['devices', 'simulate', '--to', 'x', '--person', 'x', '--worn', 'toe']],
  ['an option that there is not', ['devices', 'simulate', '--to', 'x', '--person', 'x', '--tail']],
])('%s is wrong usage', async (_, args) => {
  const { code, err } = await run(args)
  expect(code).toBe(2)
  expect(err[0]).toMatch(/^usage: devices simulate/)
})

test('the simulator is a program of its own: it says where it listens, keeps its keys, and ends when told', async () => {
  const ended = Promise.withResolvers<void>()
  const said = Promise.withResolvers<{ port: number; control: number }>()
  const output = { out: (line: string) => said.resolve(JSON.parse(line)), err: said.reject }
  const keys = join(folder, 'keys')
  const running = runDevices(
    ['devices', 'sbi', '--port', '0', '--keys', keys, '--json'],
    output,
    () => ended.promise,
  )
  const { port, control } = await said.promise
  const answer = await fetch(`http://127.0.0.1:${control}/`)
  expect(await answer.json()).toMatchObject({ port, faults: [] })
  expect(existsSync(join(keys, 'root.der'))).toBe(true)
  ended.resolve()
  expect(await running).toBe(0)
  await expect(fetch(`http://127.0.0.1:${control}/`)).rejects.toThrow()
})

test('a port that is none is wrong usage', async () => {
  const { code, err } = await run(['devices', 'sbi', '--port', 'many'])
  expect(code).toBe(2)
  expect(err[0]).toMatch(/^usage: devices sbi/)
})
