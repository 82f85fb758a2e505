import { Fault } from '../lib/fault.ts'
import type { SendFromCore, Shell } from './process-messages.ts'

/** The shell as the core calls it, and where its answers come in. */
export interface RemoteShell {
  readonly shell: Shell
  answer(id: number, value: unknown): void
  refuse(id: number, code: string): void
}

/** Calls of the shell become questions; each waits for the answer of its number. */
export function remoteShell(send: SendFromCore): RemoteShell {
  let last = 0
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()

  const ask =
    <K extends keyof Shell>(call: K) =>
    (...args: Parameters<Shell[K]>): ReturnType<Shell[K]> => {
      const id = ++last
      const answer = Promise.withResolvers<unknown>()
      waiting.set(id, answer)
      send({ t: 'ask', id, call, args })
      return answer.promise as ReturnType<Shell[K]>
    }

  const take = (id: number): PromiseWithResolvers<unknown> | undefined => {
    const answer = waiting.get(id)
    waiting.delete(id)
    return answer
  }

  return {
    shell: {
      sealSecret: ask('sealSecret'),
      openSecret: ask('openSecret'),
      choosePath: ask('choosePath'),
      restart: ask('restart'),
      stayAwake: ask('stayAwake'),
      faceResident: ask('faceResident'),
      eject: ask('eject'),
    },
    answer: (id, value) => take(id)?.resolve(value),
    refuse: (id, code) => take(id)?.reject(new Fault(code)),
  }
}
