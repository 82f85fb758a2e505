import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { pageFile } from './app-protocol.ts'

vi.mock('electron', () => ({}))

const root = mkdtempSync(path.join(tmpdir(), 'page-'))
const folder = path.join(root, 'renderer')
mkdirSync(path.join(folder, 'assets'), { recursive: true })
writeFileSync(
  path.join(folder, 'index.html'),
  '<script nonce="__CSP_NONCE__"></script><meta nonce="__CSP_NONCE__">',
)
writeFileSync(path.join(folder, 'assets', 'app.js'), 'x')
writeFileSync(path.join(folder, 'assets', 'secret.key'), 'x')
writeFileSync(path.join(root, 'renderer-other.js'), 'x')
writeFileSync(path.join(root, 'outside.js'), 'x')

test('the page comes with a policy whose nonce is the one in it, and no other time', async () => {
  const [first, second] = await Promise.all([
    pageFile(folder, '/index.html'),
    pageFile(folder, '/index.html'),
  ])
  const html = await first.text()
  const nonce = /script nonce="([^"]+)"/.exec(html)?.[1] ?? ''
  expect(html).toContain(`meta nonce="${nonce}"`)
  expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
  expect(await second.text()).not.toContain(nonce)
})

test('files have their types and are not sniffed', async () => {
  const { status, headers } = await pageFile(folder, '/assets/app.js')
  expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'nosniff',
  ])
})

test.each([
  '/../outside.js',
  '/%2e%2e/outside.js',
  '/..%2foutside.js',
  '/..%5coutside.js',
  '/../renderer-other.js',
  '/assets/secret.key',
  '/assets/missing.js',
  '/assets',
  '/',
  '/%E0%A4%A',
  '/index.html%00.js',
  '/assets/app.js/x.js',
])('%s is not found', async (pathname) => {
  expect((await pageFile(folder, pathname)).status).toBe(404)
})
