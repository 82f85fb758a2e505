// Entry of the core process, which Electron's main process forks. It alone opens the store. Its arguments are paths:
// `--station DIR --resources DIR`, and for tests and demos `--drives DIR --captures DIR --matcher URL`.
import { parseArgs } from 'node:util'
import { isFault } from '../lib/fault.ts'
import { openCore } from './open-core.ts'
import { processChannel } from './process-channel.ts'
import { hostCore } from './process-host.ts'
import { nodePorts, shellPorts } from './process-ports.ts'

const path = { type: 'string' } as const
const { values } = parseArgs({
  options: { station: path, resources: path, drives: path, captures: path, matcher: path },
})
const ports = nodePorts(values)

// Ctrl+C in a terminal goes to every process of the window; the shell tells this one when to end.
process.on('SIGINT', () => {})

await hostCore(
  processChannel(),
  (shell, start) =>
    openCore(
      { ...ports, ...shellPorts(shell, start) },
      { station: values.station ?? '', resources: values.resources ?? '' },
    ),
  (error) => ports.log.error('message not served', { why: isFault(error) ? error.code : String(error) }),
)
process.exit()
