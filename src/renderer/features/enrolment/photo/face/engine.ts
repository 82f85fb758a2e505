import type { PhotoBackground } from '../../../../../contract/photo-background.ts'
import { backdropShare } from './backdrop.ts'
import { cropByEyes } from './eye-crop.ts'
import { DETECTOR_SIZE, facesIn, type FoundFace, meshSquare } from './find-faces.ts'
import { greyFace, measureGrey } from './grey.ts'
import type { Look } from './look.ts'
import { type FaceMeasure, measureFace, MESH_POINTS, MESH_SIZE } from './mesh-face.ts'
import { type ModelName, readModel, runtime } from './models.ts'
import { cutSquare, type Pixels, type Square } from './pixels.ts'
import {
  dispose,
  type GraphModel,
  loadGraphModel,
  setBackend,
  setWasmPaths,
  tensor,
  type Tensor,
} from './vendor/tfjs.mjs'

/** Faces smaller than this part of the largest one are people far behind, or none. */
const MEANT = 0.4
/** Side of the picture that the segmentation takes and answers. */
export const MASK_SIZE = 256

/** Runs the models. In the page's thread for faces alone (face-thread.ts). */
export interface Engine {
  look(picture: Pixels, asked: PhotoBackground): Look
  /** How much each of 256 x 256 places of a square of the picture is person, 0 to 1. */
  person(picture: Pixels, square: Square): Float32Array
}

/** @throws Error where the runtime or a model does not load */
export async function openEngine(): Promise<Engine> {
  // It wants a place for each of its builds, and takes the one with SIMD: a page that is not isolated has no threads.
  const builds = ['', '-simd', '-threaded-simd'].map((build) => `tfjs-backend-wasm${build}.wasm`)
  setWasmPaths(Object.fromEntries(builds.map((build) => [build, runtime])))
  if (!(await setBackend('wasm'))) throw new Error('WebAssembly does not start')
  const [detector, mesh, selfie] = await Promise.all([load('blazeface'), load('facemesh'), load('selfie')])
  const measure = (picture: Pixels, face: FoundFace) => meshOf(mesh, picture, face)
  return {
    look: (picture, asked) => lookAt(picture, asked, (all) => find(detector, all), measure),
    person(picture, square) {
      const [mask] = run(selfie, cutSquare(picture, square, MASK_SIZE, [0, 1]), MASK_SIZE)
      return mask!.values
    },
  }
}

async function load(name: ModelName): Promise<GraphModel> {
  const { graph, weights } = await readModel(name)
  const { modelTopology, signature } = graph
  const weightSpecs = graph.weightsManifest.flatMap((group) => group.weights)
  return loadGraphModel({
    load: async () => ({ modelTopology, signature, weightSpecs, weightData: weights }),
  })
}

interface Answer {
  readonly shape: readonly number[]
  readonly values: Float32Array<ArrayBuffer>
}

/** What a model answers to a square picture; nothing is left behind in the runtime's memory. */
function run(model: GraphModel, values: Float32Array, size: number): Answer[] {
  const input = tensor(values, [1, size, size, 3])
  const output: Tensor | Tensor[] = model.execute(input)
  const all = Array.isArray(output) ? output : [output]
  const answers = all.map((one) => ({ shape: one.shape, values: one.dataSync() }))
  dispose([input, ...all])
  return answers
}

const ofLength = (answers: readonly Answer[], length: number) =>
  answers.find(({ values }) => values.length === length)!.values

function find(detector: GraphModel, picture: Pixels): FoundFace[] {
  const { width, height } = picture
  const square = { middle: { x: width / 2, y: height / 2 }, side: Math.max(width, height), angle: 0 }
  const answers = run(detector, cutSquare(picture, square, DETECTOR_SIZE, [-1, 1]), DETECTOR_SIZE)
  // Two grids: 512 and 384 candidates, 16 values each.
  const both = (each: number) =>
    new Float32Array([...ofLength(answers, 512 * each), ...ofLength(answers, 384 * each)])
  return facesIn(both(1), both(16), square)
}

function meshOf(mesh: GraphModel, picture: Pixels, face: FoundFace): FaceMeasure {
  const square = meshSquare(face)
  const answers = run(mesh, cutSquare(picture, square, MESH_SIZE, [0, 1]), MESH_SIZE)
  return measureFace(ofLength(answers, MESH_POINTS * 3), ofLength(answers, 1)[0]!, square)
}

/** One look: faces first, then the largest one closely, then its light and what is beside it. */
export function lookAt(
  picture: Pixels,
  asked: PhotoBackground,
  findFaces: (picture: Pixels) => readonly FoundFace[],
  measure: (picture: Pixels, face: FoundFace) => FaceMeasure,
): Look {
  const size = { width: picture.width, height: picture.height }
  const found = findFaces(picture)
  const [largest] = found.toSorted((a, b) => b.side - a.side)
  if (!largest) return { size, faces: 0, face: null, grey: null, backdrop: null }
  const face = measure(picture, largest)
  return {
    size,
    faces: found.filter(({ side }) => side >= largest.side * MEANT).length,
    face,
    grey: measureGrey(greyFace(picture, face)),
    backdrop: backdropShare(picture, cropByEyes(face, size), asked),
  }
}
