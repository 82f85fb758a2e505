// Main process. Where things lie: in the tree while developing, beside the asar in the package.
import { app } from 'electron'
import path from 'node:path'

export interface Places {
  readonly node: string
  readonly core: string
  readonly page: string
  readonly preload: string
  /** Fonts, letter assets, tables. */
  readonly resources: string
  /** Whether this start is practice (`--practice`, `--practice=anew`): a pretended station below the user's folder, in the package too. */
  readonly practice: boolean
  /** The station's folder, which need not exist yet. */
  readonly station: string
  /** More arguments of the core: practice's, or while developing pretended drives and scanners. */
  readonly pretended: readonly string[]
  /** Arguments of the first core of this start alone. */
  readonly first: readonly string[]
  readonly logs: string
}

/**
 * `--user-data-dir=DIR` moves everything of this computer's user, `--station=DIR` the station alone. In the tree,
 * `--drives=DIR`, `--captures=DIR` and `--matcher=URL` pretend drives, scanners and a matcher, and the end-to-end tests may put another core
 * (REKAM_CORE) or page (REKAM_PAGE) in place; a package never listens to these.
 */
export function findPlaces(): Places {
  const given = app.commandLine.getSwitchValue('user-data-dir')
  if (given !== '') app.setPath('userData', path.resolve(given))
  const userData = app.getPath('userData')
  const station = app.commandLine.getSwitchValue('station')
  const practice = app.commandLine.hasSwitch('practice')
  const home = path.join(userData, 'practice')
  const place = app.isPackaged ? packaged() : inTree()
  const anew = practice && app.commandLine.getSwitchValue('practice') === 'anew'
  const rest = {
    practice,
    first: anew ? ['--anew'] : [],
    preload: path.join(__dirname, 'preload.cjs'),
    station: practice
      ? path.join(home, 'station')
      : station === ''
        ? path.join(userData, 'station')
        : path.resolve(station),
    ...(practice ? { pretended: practiceArguments(home, place.resources) } : {}),
    logs: path.join(userData, 'logs'),
  }
  return { ...place, ...rest }
}

/** Practice's own disks and scanner, whatever else was asked for. */
function practiceArguments(home: string, resources: string): string[] {
  return ['--practice', home, '--captures', path.join(resources, 'people', '01')]
}

function packaged() {
  const beside = process.resourcesPath
  return {
    node: path.join(beside, 'node', process.platform === 'win32' ? 'node.exe' : 'node'),
    core: path.join(beside, 'core', 'process.mjs'),
    page: path.join(app.getAppPath(), 'out', 'renderer'),
    pretended: [],
    resources: path.join(beside, 'resources'),
  }
}

function inTree() {
  const root = app.getAppPath()
  const windows = process.platform === 'win32'
  const node = `node-${windows ? 'win' : process.platform}-${process.arch}`
  return {
    node: path.join(root, 'node_modules', node, 'bin', windows ? 'node.exe' : 'node'),
    core: process.env['REKAM_CORE'] ?? path.join(root, 'out', 'core', 'process.mjs'),
    pretended: ['drives', 'captures', 'matcher'].flatMap((name) => {
      const given = app.commandLine.getSwitchValue(name)
      return given === '' ? [] : [`--${name}`, name === 'matcher' ? given : path.resolve(given)]
    }),
    page: process.env['REKAM_PAGE'] ?? path.join(root, 'out', 'renderer'),
    resources: path.join(root, 'resources'),
  }
}
