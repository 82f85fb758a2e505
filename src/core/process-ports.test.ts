import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test, vi } from 'vitest'
import type { Shell } from './process-messages.ts'
import { nodePorts, shellPorts } from './process-ports.ts'

const shell = (): Shell => ({
  sealSecret: async (plain) => plain.toReversed(),
  openSecret: async (sealed) => sealed.toReversed(),
  choosePath: async (kind, suggested) => `${kind} ${suggested}`,
  faceResident: async () => {},
  stayAwake: async () => {},
  eject: async () => {},
  restart: async () => {},
})

test('the time, randomness and space of this machine', async () => {
  const ports = nodePorts()
  expect(Math.abs(ports.now().getTime() - Date.now())).toBeLessThan(1000)
  expect(ports.random(32)).toHaveLength(32)
  expect(ports.random(32)).not.toEqual(ports.random(32))
  const { free, bytes } = await ports.space(tmpdir())
  expect(bytes).toBeGreaterThan(free)
  await expect(ports.space('/nowhere/at/all')).rejects.toThrow('ENOENT')
})

test('no key store, no dialogs, no matcher, no scanner until something brings them', async () => {
  expect(nodePorts()).toMatchObject({ secretBox: null, dialogs: null, matcher: null, runtime: '' })
  // A range without ports: on others somebody may listen.
  const nowhere = { ports: [2, 1], anchors: [] } as const
  expect(await nodePorts().devices.find(nowhere)).toEqual([])
  const folder = mkdtempSync(`${tmpdir()}/captures-`)
  const found = await nodePorts({ captures: folder }).devices.find(nowhere)
  expect(found.map(({ kind }) => kind)).toEqual(['finger', 'iris'])
})

test('the shell brings its own, the key store only where it is worth the name', async () => {
  const ports = shellPorts(shell(), { secretBox: true, runtime: 'Electron 45' }, null)
  expect(ports.runtime).toBe('Electron 45')
  expect(await ports.secretBox?.seal(new Uint8Array([1, 2]))).toEqual(new Uint8Array([2, 1]))
  expect(await ports.secretBox?.open(new Uint8Array([2, 1]))).toEqual(new Uint8Array([1, 2]))
  expect(await ports.dialogs?.choosePath('save', 'surat.pdf')).toBe('save surat.pdf')
  const practising = shellPorts(shell(), { secretBox: false, runtime: '' }, '/home/latihan')
  expect(practising.secretBox).toBeNull()
  expect(await practising.dialogs?.choosePath('save', 'surat.pdf')).toBe('save /home/latihan/files/surat.pdf')
})

test('a message is one line on standard error', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { log } = nodePorts()
  log.error('disk not found', { disk: 'A', free: 0 })
  log.info('ready')
  expect(write.mock.calls.map(([line]) => line)).toEqual([
    'error disk not found {"disk":"A","free":0}\n',
    'info ready\n',
  ])
  write.mockRestore()
})
