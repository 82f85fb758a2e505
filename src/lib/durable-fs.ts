import { execFile } from 'node:child_process'
import * as fs from 'node:fs'
import { promisify } from 'node:util'

/** What a path or an open file is; `device` is st_dev, which differs from one mounted volume to the next. */
export type FileStat = { kind: 'file' | 'folder' | 'other'; bytes: number; device: number }

/**
 * The file system as write-durably sees it: single calls that may each fail. Fault-injection tests put a model of a
 * disk in its place. Files are numbers; every call rejects with a system error (its `code` is the errno).
 */
export interface DurableFs {
  /** Creates a file that was not there (EEXIST otherwise) for writing from its start. */
  open(path: string, flags: 'wx', mode: number): Promise<number>
  /** Appends; gives the bytes taken, which may be fewer than offered. */
  write(file: number, bytes: Uint8Array): Promise<number>
  fsync(file: number): Promise<void>
  close(file: number): Promise<void>
  fstat(file: number): Promise<FileStat>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  mkdir(path: string): Promise<void>
  /** Of the path itself, a symbolic link not followed. */
  stat(path: string): Promise<FileStat>
  readdir(path: string): Promise<string[]>
  /** Makes a folder's entries durable. Windows has no such call: there it does nothing, and nothing is claimed. */
  fsyncDir(path: string): Promise<void>
  /**
   * Writes out everything of the file system that holds a folder, and answers true; false where the system has no such call. A failed
   * one rejects with EIO, as a failed fsync.
   */
  syncAll?(path: string): Promise<boolean>
}

const call = {
  open: promisify(fs.open),
  write: promisify(fs.write),
  fsync: promisify(fs.fsync),
  close: promisify(fs.close),
  fstat: promisify(fs.fstat),
  lstat: promisify(fs.lstat),
  execFile: promisify(execFile),
}

/** The real file system. */
export const nodeFs: DurableFs = {
  open: (path, flags, mode) => call.open(path, flags, mode),
  write: async (file, bytes) => (await call.write(file, bytes, 0, bytes.length, null)).bytesWritten,
  fsync: (file) => call.fsync(file),
  close: (file) => call.close(file),
  fstat: async (file) => statOf(await call.fstat(file)),
  rename: (from, to) => fs.promises.rename(from, to),
  unlink: (path) => fs.promises.unlink(path),
  mkdir: (path) => fs.promises.mkdir(path),
  stat: async (path) => statOf(await call.lstat(path)),
  readdir: (path) => fs.promises.readdir(path),
  fsyncDir: async (path) => {
    if (process.platform === 'win32') return
    const folder = await call.open(path, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY)
    try {
      await call.fsync(folder)
    } finally {
      await call.close(folder)
    }
  },
  // Node has no syncfs(2); coreutils' sync does nothing else under -f, and says so when it fails.
  syncAll: async (path) => {
    if (process.platform !== 'linux') return false
    try {
      await call.execFile('sync', ['-f', path])
      return true
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
      throw Object.assign(new Error('syncfs failed', { cause: error }), { code: 'EIO' })
    }
  },
}

/**
 * The real file system for a thread of its own, which may block: without a way through the thread pool for each small call. Only what
 * waits for the disk is asynchronous, so that the thread can work meanwhile.
 */
export const blockingFs: DurableFs = {
  ...nodeFs,
  open: async (path, flags, mode) => fs.openSync(path, flags, mode),
  write: async (file, bytes) => fs.writeSync(file, bytes, 0, bytes.length, null),
  close: async (file) => fs.closeSync(file),
  fstat: async (file) => statOf(fs.fstatSync(file)),
  rename: async (from, to) => fs.renameSync(from, to),
  unlink: async (path) => fs.unlinkSync(path),
  mkdir: async (path) => fs.mkdirSync(path),
  stat: async (path) => statOf(fs.lstatSync(path)),
  readdir: async (path) => fs.readdirSync(path),
}

function statOf(stat: fs.Stats): FileStat {
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other'
  return { kind, bytes: stat.size, device: stat.dev }
}
