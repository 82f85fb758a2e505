// `npm run bench`: speed as ratios against named peers, each pair run in the same minute. Names as arguments run these alone.
import { benchBackup } from './backup.ts'
import { benchBoard } from './board.ts'
import { benchDesk } from './desk.ts'
import { benchGrowth } from './growth.ts'
import { benchIntake } from './intake.ts'
import { benchPages } from './pages.ts'
import { benchPhoto } from './photo.ts'
import { benchQueue } from './queue.ts'
import { benchResidents } from './residents.ts'
import { benchRestore } from './restore.ts'
import type { BenchResult } from './result.ts'
import { benchSeal } from './seal.ts'
import { benchSuket } from './suket.ts'
import { benchUpload } from './upload.ts'
import { benchWindow } from './window.ts'

const BENCHES: Readonly<Record<string, () => Promise<readonly BenchResult[]> | AsyncIterable<BenchResult>>> =
  {
    seal: async () => [await benchSeal()],
    backup: benchBackup,
    restore: benchRestore,
    growth: benchGrowth,
    residents: benchResidents,
    suket: benchSuket,
    intake: async () => [await benchIntake()],
    queue: benchQueue,
    pages: benchPages,
    board: benchBoard,
    photo: benchPhoto,
    upload: benchUpload,
    window: benchWindow,
    desk: benchDesk,
  }

const wanted = process.argv.slice(2)
let missed = 0
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for await (const { name: what, ratio, target, ok, detail } of await bench()) {
    if (!ok) missed++
    process.stdout.write(
      `${ok ? 'met   ' : 'MISSED'} ${what}: ${ratio.toFixed(2)} ${Number.isFinite(target) ? `(at most ${target.toFixed(2)})` : '(shown)'}; ${detail}\n`,
    )
  }
}
// A figure is to be read, not to turn a build red: the machine's noise decides too much.
process.stdout.write(missed === 0 ? 'all targets met\n' : `${missed} missed\n`)
