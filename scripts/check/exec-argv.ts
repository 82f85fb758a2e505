/**
 * Arguments of each test process. V8 of Node 24 can end a process while two of its threads exchange the bridge of WebAssembly to
 * JavaScript (Runtime_TierUpWasmToJSWrapper, "jit_page_->allocations_.erase"), seen once in some twenty runs of all unit tests, where many
 * threads of readers and decoders begin and end: there the bridge stays the first one.
 */
export const execArgv: readonly string[] = ['--wasm-wrapper-tiering-budget=1000000000']
