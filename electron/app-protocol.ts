// Main process. Serves app://rekam (the page's own files) and app://station (streams of the core).
import { type Protocol, protocol } from 'electron'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { PAGE_ORIGIN, RESIDENT_PAGE, STREAM_ORIGIN } from '../src/contract/shell.ts'
import { contentSecurityPolicy, originOf } from './lockdown.ts'

/** What scripts/build/renderer.ts puts where a nonce belongs. */
const noncePlaceholder = '__CSP_NONCE__'

const types: Record<string, string> = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Call before the app is ready. A secure context, so that the camera works; fetch and streams as with https. */
export function registerAppScheme(): void {
  const privileges = {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    corsEnabled: true,
    stream: true,
    codeCache: true,
  }
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
}

/** Call when the app is ready. */
export function serveApp(page: string, stream: (path: string) => Promise<Response>): void {
  protocol.handle('app', async ({ url, method }) => {
    if (method !== 'GET') return new Response(null, { status: 405 })
    const origin = originOf(url)
    const { pathname, search } = new URL(url)
    if (origin === PAGE_ORIGIN) return pageFile(page, pathname)
    if (origin === STREAM_ORIGIN) return withStreamHeaders(await stream(pathname + search))
    return new Response(null, { status: 404 })
  })
}

/**
 * What the resident's window is served, in a session of its own: its page and what that is made of. No stream of the core, and not the
 * desk's page. Call when the app is ready.
 */
export function serveResident(of: Protocol, page: string): void {
  of.handle('app', async ({ url, method }) => {
    const { pathname } = new URL(url)
    const own = pathname === RESIDENT_PAGE || pathname.startsWith('/assets/')
    if (method !== 'GET' || originOf(url) !== PAGE_ORIGIN || !own) return new Response(null, { status: 404 })
    return pageFile(page, pathname, false)
  })
}

/** A file of the built page; 404 for anything outside of its folder. */
export async function pageFile(folder: string, pathname: string, streams = true): Promise<Response> {
  const file = path.join(folder, decode(pathname))
  const type = types[path.extname(file)]
  if (!file.startsWith(folder + path.sep) || type === undefined) return new Response(null, { status: 404 })
  const headers = new Headers({ 'content-type': type, 'x-content-type-options': 'nosniff' })
  try {
    const bytes = await readFile(file)
    if (!type.startsWith('text/html')) return new Response(new Uint8Array(bytes), { headers })
    const nonce = randomBytes(16).toString('base64')
    headers.set('content-security-policy', contentSecurityPolicy(nonce, streams))
    return new Response(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce), { headers })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return new Response(null, { status: 404 })
    throw error
  }
}

/** A pathname that does not decode names no file of ours. */
function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch (error) {
    if (error instanceof URIError) return '/'
    throw error
  }
}

/** What lies in the store is shown, never run, and never kept by the browser. */
function withStreamHeaders(response: Response): Response {
  const headers = new Headers(response.headers)
  headers.set('access-control-allow-origin', PAGE_ORIGIN)
  headers.set('content-security-policy', "default-src 'none'; sandbox")
  headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  return new Response(response.body, { status: response.status, headers })
}
