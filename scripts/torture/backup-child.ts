/**
 * One backup as a process of its own, to be killed, traced and lied to: `node backup-child.ts FOLDER KEY-HEX MOUNT SEED`. The clock is the
 * process' own. Says `done` or the code.
 */
import { join } from 'node:path'
import { linuxVolumes, runBackup } from '../../src/core/backup/index.ts'
import { reopenStation } from '../../src/core/testing/reopen-station.ts'
import { isFault } from '../../src/lib/fault.ts'

const [folder = '', key = '', mount = '', seed = ''] = process.argv.slice(2)
const { station, store, ports } = reopenStation(folder, Buffer.from(key, 'hex'), seed)
const volumes = linuxVolumes({ roots: [join(mount, '..')], pretended: true })
const own = Object.create(station, {
  ports: { value: { ...ports, volumes, now: () => new Date() } },
}) as typeof station
let said = 'done'
try {
  await runBackup(own, mount)
} catch (error) {
  said = isFault(error) ? error.code : `INTERNAL ${String(error)}`
}
process.stdout.write(`${said}\n`)
try {
  store.close()
} catch (error) {
  process.stderr.write(`${String(error)}\n`)
}
process.exit(0)
