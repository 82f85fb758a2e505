import { constants, existsSync } from 'node:fs'
import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../electron-runtime/places.mjs'
import { rekam, SUITE_FOLDER } from './rekam.ts'

/**
 * What `rekam init --demo` and `rekam enrol` of these persons make, in `base`: `station`, `dinas`, `sandi-contoh.txt`. Made by the terminal once
 * for each list of persons in a run of the suite, and copied for every file that asks; by itself a file has it made.
 * @param people numbers of resources/people
 * @throws Error when the terminal refuses
 */
export async function sampleStation(base: string, people: readonly string[] = []): Promise<void> {
  const folder = process.env[SUITE_FOLDER]
  if (folder === undefined) return make(base, people)
  const kept = path.join(folder, ['station', ...people].join('-'))
  if (!existsSync(kept)) {
    // Two files may make it at the same time: the first that is ready is kept.
    const own = await mkdtemp(path.join(folder, 'made-'))
    await make(own, people)
    await rename(own, kept).catch(async (error: unknown) => {
      if (!existsSync(kept)) throw error
      await rm(own, { recursive: true })
    })
  }
  await copy(kept, base)
}

async function make(base: string, people: readonly string[]): Promise<void> {
  const station = path.join(base, 'station')
  if (people.length === 0) return done(rekam('init', '--demo', '--station', station))
  await sampleStation(base)
  const from = await mkdtemp(path.join(base, 'people-'))
  for (const person of people)
    await copy(path.join(projectRoot, 'resources', 'people', person), path.join(from, person))
  await done(rekam('enrol', '--station', station, '--from', from))
  await rm(from, { recursive: true })
}

async function done(ran: ReturnType<typeof rekam>): Promise<void> {
  const { code, err } = await ran
  if (code !== 0) throw new Error(err)
}

const copy = (from: string, to: string) =>
  cp(from, to, { recursive: true, preserveTimestamps: true, mode: constants.COPYFILE_FICLONE })

/**
 * A sample station whose sites are at ports of this machine, with recordings of these persons, in `base`: `station`, `dinas`,
 * `sandi-contoh.txt`, `people`.
 * @throws Error when the terminal refuses
 */
export async function stationWithSites(
  base: string,
  people: readonly string[],
  ports: Readonly<Record<'mmu' | 'batam', number>>,
): Promise<void> {
  const station = ['--station', path.join(base, 'station')]
  const from = path.join(base, 'people')
  for (const person of people)
    await copy(path.join(projectRoot, 'resources', 'people', person), path.join(from, person))
  const sites = (['mmu', 'batam'] as const).flatMap((site) => [
    `--${site}`,
    `http://127.0.0.1:${ports[site]}`,
  ])
  await done(rekam('init', '--demo', ...station, ...sites))
  await done(rekam('enrol', ...station, '--from', from))
}
