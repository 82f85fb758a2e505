import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BAGIT_NAME, INFO_NAME } from '../formats/bag/plan.ts'
import { readSmall } from '../formats/bag/walk.ts'
import { text } from '../lib/bytes.ts'
import { faultOfErrno, isFault } from '../lib/fault.ts'
import { explainGap, type Explanation } from './explain.ts'
import { gapsOf } from './gaps.ts'
import { type HandedIn, registerArrival } from './intake-arrivals.ts'
import { type Handled, intakeAll } from './intake-batch.ts'
import { replyLetter } from './intake-reply.ts'
import { giveProfile } from './profiles.ts'
import type { Site } from './site.ts'

/** What the intake desk is asked for besides a single bag. */
export type DeskTask =
  | { readonly task: 'register'; readonly said: HandedIn }
  | {
      readonly task: 'batch'
      readonly folder: string
      readonly out: string | undefined
      readonly said: HandedIn
    }
  | { readonly task: 'missing' }
  | { readonly task: 'explain'; readonly said: Explanation }
  | { readonly task: 'profile'; readonly file: string }
  | { readonly task: 'reply'; readonly dinas: string }

export interface DeskAnswer {
  /** What `--json` prints, and the same in lines. */
  readonly json: unknown
  readonly lines: readonly string[]
  readonly code: 0 | 1
}

/** Whether a folder is an answer: those lie on the same drive, and are no work. A bag that says nothing readable is judged as any other. */
async function isAnswer(folder: string): Promise<boolean> {
  try {
    return /^Rekam-Kind: receipts\r?$/m.test(text(await readSmall(folder, INFO_NAME, 64 << 10)))
  } catch (error) {
    if (!isFault(error) || error.code.startsWith('DISK-')) throw error
    return false
  }
}

/** Folders below `folder` that call themselves bags, answers left out, in the order of their names; `folder` itself where it is one. */
async function bagsIn(folder: string): Promise<string[]> {
  if (existsSync(join(folder, BAGIT_NAME))) return [folder]
  let names: string[]
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, BAGIT_NAME)))
      .map(({ name }) => name)
  } catch (error) {
    throw faultOfErrno(error, 'readdir', folder)
  }
  const bags: string[] = []
  for (const name of names.toSorted())
    if (!(await isAnswer(join(folder, name)))) bags.push(join(folder, name))
  return bags
}

const line = (one: Handled) =>
  'taken' in one
    ? `${one.folder}: bag ${one.taken.sequence} of ${one.taken.station}, ${one.taken.received} received, ${one.taken.refused.length} refused, ${one.taken.orders} print orders`
    : `${one.folder}: refused ${one.refused}${one.answer === null ? '' : `, answer ${one.answer}`}`

/** Does one task of the intake desk. Faults INTAKE-ARRIVAL, GAP-EXPLAIN, PROFILE-*, FILE-*, DISK-*. */
export async function atDesk(site: Site, asked: DeskTask): Promise<DeskAnswer> {
  switch (asked.task) {
    case 'register': {
      const arrival = await registerArrival(site, asked.said)
      return { json: { arrival }, lines: [`arrival ${arrival}`], code: 0 }
    }
    case 'batch': {
      const { folder, out, said } = asked
      const handled = await intakeAll(site, await bagsIn(folder), () => out ?? folder, said)
      const whole = handled.every((one) => 'taken' in one && one.taken.refused.length === 0)
      return { json: { bags: handled }, lines: handled.map(line), code: whole ? 0 : 1 }
    }
    case 'missing': {
      const gaps = await gapsOf(site.registry.read)
      const lines = gaps.map(
        ({ station, epoch, sequences, absentPackets }) =>
          `${station} ${epoch}: bags ${sequences.join(', ') || '-'} missing, ${absentPackets} packets of further parts to come`,
      )
      return { json: { gaps }, lines: lines.length > 0 ? lines : ['nothing is missing'], code: 0 }
    }
    case 'explain': {
      const { id, station, explained } = await explainGap(site, asked.said)
      const numbers = explained.sequences.join(', ') || '-'
      const lines = [
        `${station}: bags ${numbers} and further parts of ${explained.series.length} exports are explained`,
      ]
      return { json: { explained: id }, lines, code: 0 }
    }
    case 'profile': {
      const { station, serial } = await giveProfile(site, asked.file)
      const lines = [`profile ${serial} of ${station} goes along with answers to it`]
      return { json: { station, serial }, lines, code: 0 }
    }
    default: {
      const letter = await replyLetter(site, asked.dinas)
      return { json: { letter }, lines: letter.split('\n'), code: 0 }
    }
  }
}
