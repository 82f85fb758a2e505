/**
 * Arguments of each test process. V8 of Node 24 ended a process of the unit tests once, while its threads exchanged the bridge of WebAssembly
 * to JavaScript (Runtime_TierUpWasmToJSWrapper, "jit_page_->allocations_.erase"): with this budget of calls the first bridge stays.
 */
export const execArgv = ['--wasm-wrapper-tiering-budget=1000000000']
