// Main process. What a page may do: nothing but show itself, talk to us through its port, and see through the camera.
import { app, type Session, type WebContents, type WebFrameMain } from 'electron'
import { PAGE_ORIGIN, STREAM_ORIGIN } from '../src/contract/shell.ts'

/**
 * Policy of our pages. The nonce is fresh at every load and stands on its own script and style tags alone.
 * @param streams whether the page may ask the core for pictures and letters by their addresses
 */
export function contentSecurityPolicy(nonce: string, streams = true): string {
  const core = streams ? ` ${STREAM_ORIGIN}` : ''
  const rules = {
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': `'self' blob: data:${core}`,
    'media-src': `'self' blob:${core}`,
    'font-src': "'self'",
    'connect-src': `'self'${core}`,
    'worker-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'frame-src': "'none'",
    'object-src': "'none'",
  }
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** Whether a message or a request comes from the top frame of our own page. */
export function isOurPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && originOf(frame.url) === PAGE_ORIGIN
}

/** The origin of an address of ours; URL.origin is 'null' for schemes that the web does not know. */
export function originOf(address: string): string {
  const url = parse(address)
  return url === null ? '' : `${url.protocol}//${url.host}`
}

function parse(address: string): URL | null {
  try {
    return new URL(address)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Call before the app is ready; every page that is ever made is bound by it. */
export function lockDown(): void {
  app.on('web-contents-created', (_, contents) => forbidLeaving(contents))
  app.on('login', (event) => event.preventDefault())
}

function forbidLeaving(contents: WebContents): void {
  // A reload of the page itself is no navigation away; anything else, in any frame, is.
  contents.on('will-navigate', (event) => {
    if (originOf(event.url) !== PAGE_ORIGIN || pathOf(event.url) !== pathOf(contents.getURL()))
      event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // about:blank asks nobody. Whoever went there comes back.
  let home = ''
  contents.on('did-navigate', (_, to) => {
    if (to !== 'about:blank') home = to
    else if (home !== '') void contents.loadURL(home)
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

const pathOf = (address: string): string | undefined => parse(address)?.pathname

const ownSchemes = new Set(['app:', 'blob:', 'data:', 'devtools:'])

/**
 * Permissions and requests of a session's pages. Call when the app is ready, before its first window.
 * @param sees whether its pages may see through the camera
 */
export function lockSession(pages: Session, { sees }: { readonly sees: boolean }): void {
  pages.setPermissionRequestHandler((contents, permission, decide, details) => {
    const camera = permission === 'media' && 'mediaTypes' in details && isCameraAlone(details.mediaTypes)
    decide(sees && camera && details.isMainFrame && isOurPage(contents.mainFrame))
  })
  pages.setPermissionCheckHandler((contents, permission, origin, details) => {
    const camera = permission === 'media' && details.mediaType === 'video'
    return (
      sees && camera && originOf(origin) === PAGE_ORIGIN && contents !== null && isOurPage(contents.mainFrame)
    )
  })
  pages.setDevicePermissionHandler(() => false)
  // Nothing leaves the machine by the page: spelling lists, favicons and typos included.
  pages.webRequest.onBeforeRequest(({ url, frame, resourceType }, decide) => {
    // Chromium does not hold scripts of other pages back from schemes like ours: whoever is no page of ours loads nothing but itself.
    const stranger = frame && resourceType !== 'mainFrame' && originOf(frame.url) !== PAGE_ORIGIN
    decide({ cancel: stranger === true || !ownSchemes.has(parse(url)?.protocol ?? '') })
  })
  pages.on('will-download', (event) => event.preventDefault())
}

function isCameraAlone(types: readonly string[] | undefined): boolean {
  return types !== undefined && types.length > 0 && types.every((type) => type === 'video')
}
