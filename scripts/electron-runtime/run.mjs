// Starting other programs from the set-up, npm among them.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * @typedef {object} Ran
 * @property {number | null} code exit code; null when a signal or the time limit ended it
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a program to its end without a shell. It never throws for an exit code: the caller says what failed.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs?: number, show?: boolean }} [options] `show`: the
 *   program's output goes to our standard error as it comes, and is not collected
 * @returns {Promise<Ran>} code 127 when the program could not be started
 */
export function run(program, args, { cwd, env, limitMs, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: env ?? process.env,
      timeout: limitMs,
      stdio: show ? ['inherit', process.stderr, process.stderr] : ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.once('error', (error) => resolve({ code: 127, stdout, stderr: stderr + error.message }))
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/**
 * Runs npm on the Node that npm was started with: the project's own Node 24 may be what npm is about to replace.
 * @param {string[]} args
 * @param {{ cwd?: string, limitMs?: number, show?: boolean }} [options]
 * @returns {Promise<Ran>}
 */
export function runNpm(args, options = {}) {
  const env = { ...process.env, PATH: withoutPackageBins(process.env['PATH'] ?? '') }
  const cli = process.env['npm_execpath']
  const node = process.env['npm_node_execpath']
  if (cli && node && path.basename(cli) === 'npm-cli.js' && existsSync(cli) && existsSync(node)) {
    return run(node, [cli, ...args], { ...options, env })
  }
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { ...options, env })
}

/** @param {string} value a PATH; npm puts the packages' programs in front of it @returns {string} */
function withoutPackageBins(value) {
  const bin = path.join('node_modules', '.bin')
  return value
    .split(path.delimiter)
    .filter((entry) => !entry.endsWith(bin))
    .join(path.delimiter)
}

/**
 * The last lines of a program's complaint, for a sentence to a person.
 * @param {Ran} ran
 * @param {number} [lines]
 * @returns {string}
 */
export function lastWords(ran, lines = 4) {
  return (ran.stderr.trim() || ran.stdout.trim()).split('\n').slice(-lines).join('\n')
}
