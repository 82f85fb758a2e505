// Entry of the core process, which Electron's main process forks. It alone opens the store. Its arguments are paths:
// `--station DIR --resources DIR`, for practice `--practice DIR --anew`, and for tests and demos `--drives DIR --captures DIR --matcher URL`.
import { parseArgs } from 'node:util'
import { isFault } from '../lib/fault.ts'
import { openCore } from './open-core.ts'
import { processChannel } from './process-channel.ts'
import { openPractice, resetPractice } from './practice/index.ts'
import { hostCore } from './process-host.ts'
import { nodePorts, shellPorts } from './process-ports.ts'

const path = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    station: path,
    resources: path,
    drives: path,
    captures: path,
    matcher: path,
    practice: path,
    anew: { type: 'boolean' },
  },
})
const ports = nodePorts(values)
const nameOf = (error: unknown) =>
  isFault(error) ? error.code : error instanceof Error ? error.name : typeof error

// Ctrl+C in a terminal goes to every process of the window; the shell tells this one when to end.
process.on('SIGINT', () => {})

await hostCore(
  processChannel(),
  async (shell, start) => {
    const resources = values.resources ?? ''
    if (values.practice !== undefined) {
      if (values.anew === true) await resetPractice(values.practice)
      await openPractice(values.practice, ports, resources)
    }
    return openCore(
      { ...ports, ...shellPorts(shell, start, ports.practice) },
      { station: values.station ?? '', resources },
    )
  },
  // Not what the error says: a parser repeats what it could not read.
  (error) => ports.log.error('message not served', { why: nameOf(error) }),
)
process.exit()
