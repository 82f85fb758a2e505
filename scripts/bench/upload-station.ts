/**
 * The station of the upload bench in a process of its own, so that its memory is its own: `node upload-station.mjs FOLDER KEY`. Sends all
 * that waits for each line that comes in, and says {"ms", "received", "mb"}: milliseconds of the round, and the most memory so far.
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { reopenStation } from '../../src/core/testing/reopen-station.ts'
import { uploadOnce } from '../../src/core/upload/upload.ts'

const [folder = '', key = ''] = process.argv.slice(2)
const { station, store } = reopenStation(folder, Buffer.from(key, 'hex'), 'bench-upload')
process.stdout.write('ready\n')
for await (const _ of createInterface({ input: process.stdin })) {
  const began = performance.now()
  const { received } = await uploadOnce(station)
  const ms = performance.now() - began
  // Not `maxRSS` of getrusage: across an exec Linux keeps that of the process which began this one.
  const mb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
  process.stdout.write(`${JSON.stringify({ ms, received, mb })}\n`)
}
store.close()
