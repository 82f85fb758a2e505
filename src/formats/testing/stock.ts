import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyLine } from './sample.ts'
import type { SigningKey } from '../../lib/minisign.ts'

/** A throw-away folder, gone when the block that holds it ends. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'rekam-formats-'))

  /** Puts a file there and gives its path. */
  put(name: string, data: Uint8Array | string): string {
    const path = join(this.folder, name)
    writeFileSync(path, data)
    return path
  }

  /** Runs a stock tool there; what it says on standard output. */
  run(tool: string, ...args: string[]): Buffer {
    return execFileSync(tool, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  /** What stock age gets out of a file. */
  age(identity: string, sealed: Uint8Array): Buffer {
    return this.run(
      'age',
      '-d',
      '-i',
      this.put('identity.txt', `${identity}\n`),
      this.put('sealed.age', sealed),
    )
  }

  /** Throws unless stock minisign accepts the prehashed signature. */
  minisign(key: SigningKey, bytes: Uint8Array, signature: string): string {
    const file = this.put('signed', bytes)
    this.put('signed.minisig', signature)
    return this.run('minisign', '-V', '-H', '-P', keyLine(key), '-m', file).toString()
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true })
  }
}
