// The stock Electron starts any app given as its argument (`electron FOLDER`) by the small program in its
// `resources/default_app.asar`. The registry's runtime comes without one, so we give it ours: the same command then
// works on both, one unpacked runtime serves every clone, and electron-builder drops the file as it drops the stock one.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const source = readFileSync(new URL('./default-app.cjs', import.meta.url))

/**
 * Puts the default app into a runtime unless this very one is there already. Written beside and renamed.
 * @param {string} runtime the runtime's folder
 * @returns {void}
 */
export function provideDefaultApp(runtime) {
  const target = path.join(runtime, 'resources', 'default_app.asar')
  const wanted = asar({
    'package.json': Buffer.from(JSON.stringify({ name: 'electron', main: 'main.cjs' })),
    'main.cjs': source,
  })
  if (readIfThere(target)?.equals(wanted)) return
  const beside = `${target}.${process.pid}`
  writeFileSync(beside, wanted)
  renameSync(beside, target)
}

/** @param {string} file @returns {Buffer | undefined} */
function readIfThere(file) {
  try {
    return readFileSync(file)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * An asar archive of files without folders: Chromium pickles of the header's length and of the header (JSON with
 * each file's size and its offset after the header), then the files.
 * @param {Record<string, Buffer>} files
 * @returns {Buffer}
 */
export function asar(files) {
  let offset = 0
  /** @type {Record<string, { size: number, offset: string }>} */
  const index = {}
  for (const [name, bytes] of Object.entries(files)) {
    index[name] = { size: bytes.length, offset: String(offset) }
    offset += bytes.length
  }
  const json = Buffer.from(JSON.stringify({ files: index }))
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4)])
  const headerSize = 8 + padded.length
  return Buffer.concat([words(4, headerSize, headerSize - 4, json.length), padded, ...Object.values(files)])
}

/** @param {number[]} values @returns {Buffer} */
function words(...values) {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, at) => bytes.writeUInt32LE(value, at * 4))
  return bytes
}
