/** Runs one restore as a process of its own, to be killed at any moment: `node restore-child.ts '<json of ChildJob>'`. */
import type { RestoreSource } from '../../../contract/restore.ts'
import { fakePorts, TEST_COST } from '../../testing/index.ts'
import { restoreHere } from '../hands.ts'
import { runRestore } from '../run.ts'

export interface ChildJob {
  readonly source: RestoreSource
  readonly station: string
  readonly resources: string
  readonly seed: string
}

const { source, station, resources, seed } = JSON.parse(process.argv[2] ?? '') as ChildJob
const result = await runRestore(source, {
  ports: fakePorts({ seed }),
  paths: { station, resources },
  hands: restoreHere(),
  onProgress: () => undefined,
  cost: TEST_COST,
})
process.stdout.write(JSON.stringify(result))
