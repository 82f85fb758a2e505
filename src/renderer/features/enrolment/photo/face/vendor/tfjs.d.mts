/** What the page uses of TensorFlow.js 4.22.0; see README.md. */
export interface Tensor {
  readonly shape: readonly number[]
  dataSync(): Float32Array<ArrayBuffer>
}

export interface GraphModel {
  execute(input: Tensor): Tensor | Tensor[]
}

/** What a model is made of: its graph, the list of its weights, and the weights. */
export interface ModelArtifacts {
  readonly modelTopology: object
  readonly weightSpecs: readonly object[]
  readonly weightData: ArrayBuffer
  readonly signature?: object | undefined
}

export function setBackend(name: 'wasm'): Promise<boolean>
export function tensor(values: Float32Array, shape: readonly number[]): Tensor
export function dispose(tensors: Tensor | readonly Tensor[]): void
export function loadGraphModel(from: { load(): Promise<ModelArtifacts> }): Promise<GraphModel>
export function setWasmPaths(paths: Readonly<Record<string, string>>): void
