/** Fetches the letters' fonts from the registry, exactly one version of one package, and keeps what the letters need. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { padGlyphs } from './pad-glyphs.ts'

const PACKAGE = '@expo-google-fonts/tinos@0.4.2'
const SHA512 = 'MQkfvUO1Aw7UP3jRtWLcjda+udanoL8ecrbkjbc3ZdhSI1iW/Uil4uD8O0eOiIxU2v/FeAT2XjGNiz5oYUlucg=='

/** Member of the package, file name here. */
const MEMBERS = new Map([
  ['package/400Regular/Tinos_400Regular.ttf', 'letter-regular.ttf'],
  ['package/700Bold/Tinos_700Bold.ttf', 'letter-bold.ttf'],
  ['package/LICENSE_FONT', 'LICENSE-OFL.txt'],
])

/** The package's tarball, checked against its published hash. */
async function fetchPackage(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'rekam-fonts-'))
  try {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--silent', PACKAGE], { cwd: folder })
    const bytes = await readFile(join(folder, stdout.trim()))
    const found = createHash('sha512').update(bytes).digest('base64')
    if (found !== SHA512) throw new Error(`${PACKAGE} has another hash: ${found}`)
    return bytes
  } finally {
    await rm(folder, { recursive: true })
  }
}

if (import.meta.main) {
  const target = new URL('../../resources/fonts/', import.meta.url)
  const wanted = new Map(MEMBERS)
  for await (const entry of Readable.from([await fetchPackage()])
    .pipe(createGunzip())
    .pipe(extract())) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    const name = wanted.get(entry.header.name)
    if (name === undefined) continue
    wanted.delete(entry.header.name)
    const bytes = Buffer.concat(chunks)
    await writeFile(new URL(name, target), name.endsWith('.ttf') ? padGlyphs(bytes) : bytes)
  }
  if (wanted.size > 0) throw new Error(`not in the package: ${[...wanted.keys()].join(', ')}`)
}
