/**
 * What the shell and the page say to each other beside the calls of the contract. The page asks the preload for a port
 * by CONNECT and gets it with PORT, both by window.postMessage. On the port, text and bytes are oRPC's; objects are the
 * shell's own messages below.
 */
export const CONNECT = 'rekam:connect'
export const PORT = 'rekam:port'

/** The core is there: calls made since the port was opened reach it now. */
export interface CoreUp {
  readonly core: 'up'
}

/**
 * The core is gone, and this port with it: connect again to wait for the next one. `code` stands in the catalogue:
 * CORE-RESTARTED (it comes back by itself), CORE-FAILING (it dies again and again), CORE-DAMAGED (it is not started).
 */
export interface CoreDown {
  readonly core: 'down'
  readonly code: CoreDownCode
}

export type CoreDownCode = 'CORE-RESTARTED' | 'CORE-FAILING' | 'CORE-DAMAGED'
export type ShellMessage = CoreUp | CoreDown

/** Where the page is served from, and where the core's streams are (pictures, letters, previews). */
export const PAGE_ORIGIN = 'app://rekam'
export const STREAM_ORIGIN = 'app://station'

/** What pages of practice (latihan) have in their address: the shell says it, so that the mark waits for no core. */
export const PRACTICE_PAGE = '?practice'

/** The page of the resident's window. */
export const RESIDENT_PAGE = '/resident.html'
