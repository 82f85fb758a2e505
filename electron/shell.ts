// Main process. Answers what the core asks of Electron.
import type { FromCore, Shell, ToCore } from '../src/core/process-messages.ts'
import { choosePath } from './ports/dialogs.ts'
import { eject } from './ports/eject.ts'
import { faceResident } from './resident-window.ts'
import { stayAwake } from './ports/power.ts'
import { restart } from './ports/practice.ts'
import { Refusal } from './ports/refusal.ts'
import { openSecret, sealSecret } from './ports/secret-box.ts'

const shell: Shell = { sealSecret, openSecret, choosePath, stayAwake, eject, restart, faceResident }

export async function answer(
  { id, call, args }: Extract<FromCore, { t: 'ask' }>,
  send: (message: ToCore) => void,
  log: (text: string) => void,
): Promise<void> {
  try {
    // The core is our own code, started from files that were checked; its arguments are those of Shell.
    const value = await (shell[call] as (...args: unknown[]) => Promise<unknown>)(...args)
    send({ t: 'answer', id, value })
  } catch (error) {
    log(`${call}: ${String(error instanceof Error ? (error.cause ?? error) : error)}`)
    send({ t: 'refusal', id, code: error instanceof Refusal ? error.code : 'INTERNAL' })
  }
}
