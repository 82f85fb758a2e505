import blazefaceGraph from './vendor/blazeface.json?url'
import blazefaceWeights from './vendor/blazeface.bin?url'
import facemeshGraph from './vendor/facemesh.json?url'
import facemeshWeights from './vendor/facemesh.bin?url'
import selfieGraph from './vendor/selfie.json?url'
import selfieWeights from './vendor/selfie.bin?url'
import runtime from './vendor/tfjs-backend-wasm-simd.wasm?url'
import { SHA256 } from './model-hashes.ts'

export { runtime }

/** Where each model's graph and weights lie among the page's own files. */
const PLACES = {
  blazeface: [blazefaceGraph, blazefaceWeights],
  facemesh: [facemeshGraph, facemeshWeights],
  selfie: [selfieGraph, selfieWeights],
} as const

export type ModelName = keyof typeof PLACES

/** A model as its files say it is. */
export interface ModelFiles {
  readonly graph: { modelTopology: object; weightsManifest: { weights: object[] }[]; signature?: object }
  readonly weights: ArrayBuffer
}

/** Reads a model from the page's files. @throws Error when a byte is not what it was when it was chosen */
export async function readModel(name: ModelName): Promise<ModelFiles> {
  const [graph, weights] = PLACES[name]
  const text = await checked(graph, `${name}.json`)
  return {
    graph: JSON.parse(new TextDecoder().decode(text)) as ModelFiles['graph'],
    weights: await checked(weights, `${name}.bin`),
  }
}

async function checked(url: string, file: keyof typeof SHA256): Promise<ArrayBuffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${file} answered ${response.status}`)
  const bytes = await response.arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (hex !== SHA256[file]) throw new Error(`${file} is not the file that was chosen`)
  return bytes
}
