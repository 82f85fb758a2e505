import { type RefObject, useEffect, useState } from 'react'

export interface Camera {
  readonly state: 'starting' | 'live' | 'missing'
  readonly cameras: readonly { id: string; name: string }[]
  /** What the camera calls itself, for the capture's meta. */
  readonly name: string
}

const STARTING: Camera = { state: 'starting', cameras: [], name: '' }
const KEPT_AS = 'rekam.camera'

/** The camera that was chosen on this computer, or empty for the system's first. */
export function keptCamera(): string {
  return localStorage.getItem(KEPT_AS) ?? ''
}

export function keepCamera(id: string): void {
  localStorage.setItem(KEPT_AS, id)
}

function openCamera(id: string): Promise<MediaStream> {
  const size = { width: { ideal: 1920 }, height: { ideal: 1080 } }
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: id === '' ? size : { ...size, deviceId: { ideal: id } },
  })
}

async function camerasHere(): Promise<Camera['cameras']> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
}

/** Shows a camera in a video element; one that is plugged in later is taken up by itself. */
export function useCamera(video: RefObject<HTMLVideoElement | null>, id: string): Camera {
  const [plugged, setPlugged] = useState(0)
  const asked = `${id} ${plugged}`
  const [opened, setOpened] = useState<Camera & { asked: string }>({ ...STARTING, asked: '' })

  useEffect(() => {
    const changed = () => setPlugged((times) => times + 1)
    navigator.mediaDevices.addEventListener('devicechange', changed)
    return () => navigator.mediaDevices.removeEventListener('devicechange', changed)
  }, [])

  useEffect(() => {
    let left = false
    let stream: MediaStream | null = null
    const missing = () => setOpened({ ...STARTING, state: 'missing', asked })
    const start = async () => {
      stream = await openCamera(id)
      if (left || !video.current) return stop(stream)
      const [track] = stream.getVideoTracks()
      track?.addEventListener('ended', missing)
      await play(video.current, stream)
      const cameras = await camerasHere()
      if (!left) setOpened({ state: 'live', cameras, name: track?.label ?? '', asked })
    }
    start().catch((cause: unknown) => {
      if (left) return
      console.info('no camera', cause)
      missing()
    })
    return () => {
      left = true
      if (stream) stop(stream)
    }
  }, [video, id, asked])
  return opened.asked === asked ? opened : STARTING
}

async function play(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream
  await video.play()
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
