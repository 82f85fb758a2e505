// The peer of the upload bench: takes what `curl -T` sends and flushes it, file and folder, before it says so.
import { createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const [port = '0', dir = '.'] = process.argv.slice(2)

createServer((request, response) => {
  const path = join(dir, (request.url ?? '/').slice(1).replaceAll(/[^0-9]/g, ''))
  const take = async () => {
    await pipeline(request, createWriteStream(`${path}.part`, { flush: true }))
    await rename(`${path}.part`, path)
    await using folder = await open(dir)
    await folder.sync()
    response.writeHead(201).end()
  }
  take().catch(() => response.destroy())
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
