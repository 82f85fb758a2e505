import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** A display that windows can be opened on. */
export interface Display {
  /** To be set in the environment of what opens windows; empty where the platform needs none. */
  readonly env: { readonly DISPLAY?: string }
  /** 'Xvfb :99', or 'the display :0'. */
  readonly sentence: string
  close(): void
}

/** Whether windows would be seen by a person here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/**
 * The display at hand, or else an Xvfb of our own on a free number. Tests ask for their own even where there is one, so
 * that sizes are the same everywhere and nobody's work is disturbed.
 * @throws Error when Xvfb does not start
 */
export async function provideDisplay({ own = false } = {}): Promise<Display> {
  if (process.platform !== 'linux') return { env: {}, sentence: 'the desktop', close: () => {} }
  const given = process.env['DISPLAY']
  if (!own && given) return { env: { DISPLAY: given }, sentence: `the display ${given}`, close: () => {} }
  const size = ['-screen', '0', '1600x1000x24']
  // The kernel ends it with us, however we end: test workers are killed without a last word.
  const bound = ['--pdeathsig', 'TERM', 'Xvfb', '-displayfd', '3', ...size, '-nolisten', 'tcp']
  const server = spawn('setpriv', bound, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const close = () => void server.kill()
  process.once('exit', close)
  const told = server.stdio[3] as Readable
  const number = await new Promise<string>((resolve, reject) => {
    createInterface(told).once('line', resolve)
    server.once('error', (cause) => reject(new Error('Xvfb could not be started', { cause })))
    server.once('exit', (code) =>
      reject(new Error(`Xvfb ended (exit code ${code}); is it installed? apt-get install xvfb`)),
    )
  })
  // Nothing waits for it: who opened windows ends when these are closed.
  told.destroy()
  server.unref()
  return { env: { DISPLAY: `:${number}` }, sentence: `Xvfb :${number}`, close }
}
