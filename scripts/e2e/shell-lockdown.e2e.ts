// What a page can not do, tried in the real window as an attacker with a script in the page would.
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../electron-runtime/places.mjs'
import { buildShellUnderTest, launchShell, type ShellUnderTest } from './fixtures/shell.ts'

let shell: ShellUnderTest
let web: Server
let address: string
const visits: string[] = []

beforeAll(async () => {
  web = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end('<h1>elsewhere</h1>')
  })
  await new Promise<void>((resolve) => void web.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
  await buildShellUnderTest()
  shell = await launchShell()
})
afterAll(async () => {
  await shell.close()
  web.close()
})

test('the window has the size that the desks have, and the page complains of nothing', async () => {
  expect(
    await shell.window.evaluate(() => [location.href, innerWidth, innerHeight, isSecureContext]),
  ).toEqual(['app://rekam/index.html', 1366, 768, true])
  expect(shell.complaints).toEqual([])
})

test('the page is sandboxed: no Node, no Electron, no bridge', async () => {
  const reachable = await shell.window.evaluate(() =>
    ['require', 'process', 'module', 'global', 'Buffer', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  )
  expect(reachable).toEqual([])
  const preferences = await shell.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>
    }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  })
})

test.each(['location', 'link', 'form', 'meta'])('the page cannot navigate away by %s', async (way) => {
  await shell.window.evaluate(
    ([kind, to]) => {
      if (kind === 'location') location.href = `${to}/by-location`
      const element = document.createElement(kind === 'link' ? 'a' : 'form')
      element.setAttribute(kind === 'link' ? 'href' : 'action', `${to}/by-${kind}`)
      document.body.append(element)
      if (kind === 'link') element.click()
      if (kind === 'form') (element as HTMLFormElement).submit()
      if (kind === 'meta')
        document.head.insertAdjacentHTML('beforeend', `<meta http-equiv="refresh" content="0;url=${to}">`)
    },
    [way, address] as const,
  )
  await shell.window.waitForTimeout(300)
  expect(await shell.window.evaluate(() => location.href)).toBe('app://rekam/index.html')
  expect(await shell.window.textContent('h1')).toBe('Uji cangkang')
})

test.each([
  'app://station/page',
  'app://rekam/assets/other.html',
  'file:///etc/hostname',
  'data:text/html,x',
  'about:blank',
])('the page cannot navigate to %s', async (to) => {
  await shell.window.evaluate((target) => void (location.href = target), to)
  await shell.window.waitForTimeout(200)
  // Whoever went to about:blank is brought back: for a moment there is no page to ask.
  const here = () => shell.window.evaluate(() => location.href).catch((error: unknown) => String(error))
  await expect.poll(here, { timeout: 20_000 }).toBe('app://rekam/index.html')
})

test('no new windows, no frames', async () => {
  const opened = await shell.window.evaluate((to) => window.open(to) === null, address)
  expect(opened).toBe(true)
  const framed = await shell.window.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.src = 'app://station/page'
    document.body.append(frame)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return 'stolen' in window
  })
  expect(framed).toBe(false)
  expect(await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('nothing leaves the machine: fetch, pictures, sockets, beacons', async () => {
  const left = await shell.window.evaluate(async (to) => {
    const socket = new Promise((resolve) => {
      const opened = new WebSocket(to.replace('http', 'ws'))
      opened.addEventListener('open', () => resolve('open'))
      opened.addEventListener('error', () => resolve('refused'))
    })
    const image = new Promise((resolve) => {
      const element = new Image()
      element.addEventListener('load', () => resolve('loaded'))
      element.addEventListener('error', () => resolve('refused'))
      element.src = `${to}/picture.png`
    })
    navigator.sendBeacon(`${to}/beacon`)
    return Promise.all([
      fetch(to).then(
        () => 'fetched',
        () => 'refused',
      ),
      image,
      socket,
    ])
  }, address)
  expect(left).toEqual(['refused', 'refused', 'refused'])
  expect(visits).toEqual([])
})

test('main itself lets no page of ours out, even without the CSP', async () => {
  const error = await shell.app.evaluate(
    ({ net }, to) =>
      net.fetch(to).then(
        () => 'fetched',
        (caught: Error) => caught.message,
      ),
    address,
  )
  expect(error).toMatch(/ERR_BLOCKED_BY_CLIENT/)
})

test('scripts and styles that are not the page’s own do not run', async () => {
  const ran = await shell.window.evaluate(async () => {
    const found: string[] = []
    Object.assign(window, { found })
    const script = document.createElement('script')
    script.textContent = 'found.push("inline")'
    document.body.append(script)
    document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="found.push(\'handler\')">')
    const style = document.createElement('style')
    style.textContent = 'h1 { color: rgb(1, 2, 3) }'
    document.head.append(style)
    // What the test itself evaluates may evaluate; what comes a moment later is the page's own.
    await new Promise((resolve) => setTimeout(resolve))
    try {
      found.push(String(Reflect.apply(Reflect.get(window, 'eval') as () => unknown, window, ['"eval"'])))
    } catch (error) {
      found.push((error as Error).name)
    }
    return [...found, getComputedStyle(document.querySelector('h1') as Element).color]
  })
  expect(ran).toEqual(['EvalError', 'rgb(0, 0, 0)'])
})

test('the nonce for styles works, is fresh at every load, and is not in the policy of yesterday', async () => {
  const nonceAndColour = () =>
    shell.window.evaluate(() => {
      const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
      const style = document.createElement('style')
      style.nonce = nonce
      style.textContent = 'h1 { color: rgb(4, 5, 6) }'
      document.head.append(style)
      return [nonce, getComputedStyle(document.querySelector('h1') as Element).color] as const
    })
  const [first, colour] = await nonceAndColour()
  expect(colour).toBe('rgb(4, 5, 6)')
  await shell.window.reload()
  const [second] = await nonceAndColour()
  expect(second).not.toBe(first)
  expect(second).toMatch(/^[\w+/]{22}==$/)
})

test('the camera is allowed, and nothing else', async () => {
  const asked = await shell.window.evaluate(async () => {
    const ask = (what: Promise<unknown>) =>
      what.then(
        () => 'allowed',
        () => 'refused',
      )
    const media = navigator.mediaDevices
    return {
      camera: await media.getUserMedia({ video: true }).then((stream) => {
        const { width } = stream.getVideoTracks()[0]?.getSettings() ?? {}
        stream.getTracks().forEach((track) => track.stop())
        return (width ?? 0) > 0
      }),
      microphone: await ask(media.getUserMedia({ audio: true })),
      both: await ask(media.getUserMedia({ audio: true, video: true })),
      screen: await ask(media.getDisplayMedia()),
      place: await ask(new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail))),
      notices: await Notification.requestPermission(),
      clipboard: await ask(navigator.clipboard.readText()),
      midi: await ask(navigator.requestMIDIAccess({ sysex: true })),
      usb: await ask(
        (navigator as unknown as { usb: { requestDevice(o: object): Promise<unknown> } }).usb.requestDevice({
          filters: [],
        }),
      ),
    }
  })
  expect(asked).toEqual({
    camera: true,
    microphone: 'refused',
    both: 'refused',
    screen: 'refused',
    place: 'refused',
    notices: 'denied',
    clipboard: 'refused',
    midi: 'refused',
    usb: 'refused',
  })
})

test('files outside the page’s folder are not served', async () => {
  const statuses = await shell.window.evaluate(async () => {
    const tried = [
      '/../main/main.cjs',
      '/..%2fmain%2fmain.cjs',
      '/%2e%2e/main/main.cjs',
      '/%E0%A4%A',
      '/',
      '/assets',
    ]
    return Promise.all(tried.map(async (name) => (await fetch(`app://rekam${name}`)).status))
  })
  expect(statuses.every((status) => status === 404)).toBe(true)
})

/** A window of another page with our preload, as a bug of the shell might open it; what a script in it gets. */
function inStrangePage<T>(page: string, script: string): Promise<T> {
  return shell.app.evaluate(
    async ({ BrowserWindow }, [to, run, preload]) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      try {
        await stranger.loadURL(to)
        const tooLong = new Promise((done) => setTimeout(() => done('no answer'), 8000))
        // A page whose policy lets no script run fails at once.
        const ran = stranger.webContents.executeJavaScript(run).catch(() => 'no answer')
        return (await Promise.race([ran, tooLong])) as T
      } finally {
        stranger.destroy()
      }
    },
    [page, script, path.join(projectRoot, 'out/main/preload.cjs')] as const,
  )
}

/** Asks for a port as our page does, and says whether the core answered on it. */
const ASKS_FOR_THE_CORE = `new Promise((done) => {
  window.addEventListener('message', ({ data, ports }) => {
    if (data !== 'rekam:port') return
    ports[0].onmessage = ({ data }) => done(data.core ?? 'something')
    setTimeout(() => done('silence'), 3000)
  })
  window.postMessage('rekam:connect')
})`

test('the core answers our page alone: another page with the same preload is left in silence', async () => {
  expect(await inStrangePage('app://rekam/index.html', ASKS_FOR_THE_CORE)).toBe('up')
  expect(await inStrangePage('data:text/html,<h1>stranger', ASKS_FOR_THE_CORE)).toMatch(/silence|no answer/)
  expect(await inStrangePage('app://station/page', ASKS_FOR_THE_CORE)).toMatch(/silence|no answer/)
})

test('another page reads nothing of the station, and nothing of ours', async () => {
  const read = (what: string) => `fetch('${what}').then((answer) => answer.status, () => 'refused')`
  const photo = 'app://station/draft/photo?v=2'
  expect(await inStrangePage('app://rekam/index.html', read(photo))).toBe(200)
  expect(await inStrangePage('data:text/html,<h1>stranger', read(photo))).toBe('refused')
  expect(await inStrangePage('data:text/html,<h1>stranger', read('app://rekam/index.html'))).toBe('refused')
})

test('the protocol serves two hosts, and only for reading', async () => {
  const answers = await shell.window.evaluate(() =>
    Promise.all(
      (
        [
          ['app://rekam/index.html', 'GET'],
          ['app://rekam/index.html', 'POST'],
          ['app://station/draft/photo?v=2', 'PUT'],
          ['app://other/index.html', 'GET'],
          ['file:///etc/hostname', 'GET'],
        ] as const
      ).map(([to, method]) =>
        fetch(to, { method }).then(
          ({ status }) => status,
          () => 'refused',
        ),
      ),
    ),
  )
  expect(answers).toEqual([200, 405, 405, 'refused', 'refused'])
})

test('no script of another origin becomes a worker, a guest or a plug-in', async () => {
  const began = await shell.window.evaluate(async () => {
    const source = URL.createObjectURL(new Blob(['postMessage("ran")'], { type: 'text/javascript' }))
    const worker = (from: string) =>
      new Promise((done) => {
        try {
          const made = new Worker(from)
          made.addEventListener('message', () => done('ran'))
          made.addEventListener('error', () => done('refused'))
        } catch (error) {
          done((error as Error).name)
        }
        setTimeout(() => done('silence'), 3000)
      })
    const guest = document.createElement('webview')
    guest.setAttribute('src', 'app://rekam/index.html')
    document.body.append(guest)
    const workers = await Promise.all([source, 'data:text/javascript,postMessage("ran")'].map(worker))
    return [...workers, 'getWebContentsId' in guest, 'serviceWorker' in navigator && document.cookie]
  })
  expect(began.slice(0, 2)).not.toContain('ran')
  expect(began[2]).toBe(false)
})

test('a download that the page starts writes no file', async () => {
  const ended = await shell.app.evaluate(async ({ BrowserWindow, app, session }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents
    const prevented = new Promise((done) => {
      session.defaultSession.once('will-download', (event) =>
        setTimeout(() => done(event.defaultPrevented), 1000),
      )
      setTimeout(() => done(true), 5000)
    })
    await page?.executeJavaScript(`{
      const link = document.createElement('a')
      link.download = 'rekam-lockdown.txt'
      link.href = URL.createObjectURL(new Blob(['x']))
      document.body.append(link)
      link.click()
    }`)
    return { prevented: await prevented, downloads: app.getPath('downloads') }
  })
  expect(ended.prevented).toBe(true)
  expect(existsSync(`${ended.downloads}/rekam-lockdown.txt`)).toBe(false)
})
