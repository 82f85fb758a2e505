import { join } from 'node:path'
import { openStore } from '../../db/open.ts'
import { openStation, stationPaths } from '../../settings/index.ts'
import { stationRules } from '../../station-rules.ts'
import { fakePorts } from '../../testing/fake-ports.ts'
import { makeBag } from '../make.ts'

/** Makes a bag at a station that is closed elsewhere, and says its number; killed while it does. For crash tests. */
const [folder, hex, drive, seed] = process.argv.slice(2)
const paths = stationPaths(folder!, join(import.meta.dirname, '../../../../resources'))
const key = Buffer.from(hex!, 'hex')
const store = openStore(paths.store, key)
const ports = fakePorts({ seed: seed! })
const station = openStation(store, key, paths, ports, { account: 'operator', role: 'operator' }, stationRules)
const { seq } = await makeBag(station, { folder: drive! })
process.stdout.write(`made ${seq}\n`)
store.close()
process.exit(0)
