import { existsSync, globSync } from 'node:fs'
import path from 'node:path'

/**
 * Packages that the core's bundle leaves out because they bring a binary. Each with the
 * files that ship, below node_modules; electron-builder.yml copies the same ones, and the package test compares.
 */
const platform = `${process.platform}-${process.arch}`
const imageBinary = { linux: '-gnu', win32: '-msvc' }[process.platform as string] ?? ''

export const corePackages: Record<string, readonly string[]> = {
  'better-sqlite3': ['package.json', 'LICENSE', 'lib/**', `prebuilds/${platform}.node`],
  '@napi-rs/image': ['package.json', 'LICENSE', 'index.js'],
  [`@napi-rs/image-${platform}${imageBinary}`]: ['package.json', '*.node'],
  'zxing-wasm': [
    'package.json',
    'LICENSE',
    'dist/es/share.js',
    'dist/es/reader/index.js',
    'dist/reader/zxing_reader.wasm',
  ],
  '@cornerstonejs/codec-openjpeg': ['package.json', 'dist/openjpegwasm.js', 'dist/openjpegwasm.wasm'],
  '@hyzyla/pdfium': ['package.json', 'LICENSE.md', 'dist/index.esm.js', 'dist/pdfium.wasm'],
}

/** Brings a program of Windows, and ships there alone; elsewhere nothing imports it. */
const windowsPackages: Record<string, readonly string[]> = {
  'pdf-to-printer': ['package.json', 'LICENSE', 'dist/**'],
}

/** Whether an import of the core is left to node_modules. */
export function isCorePackage(specifier: string): boolean {
  return [...Object.keys(corePackages), ...Object.keys(windowsPackages)].some(
    (name) => specifier === name || specifier.startsWith(`${name}/`),
  )
}

/** Every file that ships of them, as a path below node_modules with forward slashes. */
export function corePackageFiles(root: string): string[] {
  const modules = path.join(root, 'node_modules')
  const shipped = process.platform === 'win32' ? { ...corePackages, ...windowsPackages } : corePackages
  return Object.entries(shipped)
    .filter(([name]) => existsSync(path.join(modules, name)))
    .flatMap(([name, globs]) => globSync(globs, { cwd: path.join(modules, name), withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(modules, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()
}
