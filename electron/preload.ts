// Preload, sandboxed and isolated. Hands the page a MessagePort to the core when it asks for one. No logic.
import { ipcRenderer } from 'electron'
import { CONNECT, PORT } from '../src/contract/shell.ts'

window.addEventListener('message', ({ source, data }) => {
  if (source !== window || data !== CONNECT) return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage(CONNECT, null, [port1])
  window.postMessage(PORT, window.location.origin, [port2])
})
