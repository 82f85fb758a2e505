// Before the first file: what every file needs is made once.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildAll } from '../build.ts'
import { SUITE_FOLDER } from './rekam.ts'

/** Builds the window and the core, and makes the folder that the run's sample stations are kept in. @returns what takes it away */
export default async function setUp(): Promise<() => void> {
  await buildAll()
  const folder = mkdtempSync(path.join(tmpdir(), 'rekam-suite-'))
  process.env[SUITE_FOLDER] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
