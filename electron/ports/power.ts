// Main process. Sleep and shutdown.
import { powerMonitor, powerSaveBlocker } from 'electron'

let blocker: number | undefined

/** Keeps the computer from sleeping while the core works on something long; its end, or the program's, lifts it. */
export async function stayAwake(on: boolean): Promise<void> {
  if (on) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
  else if (blocker !== undefined) {
    powerSaveBlocker.stop(blocker)
    blocker = undefined
  }
}

/** Calls back when the system goes down. Windows ends the program by its windows' session-end instead. */
export function onShutdown(callback: () => void): void {
  powerMonitor.on('shutdown', callback)
}
