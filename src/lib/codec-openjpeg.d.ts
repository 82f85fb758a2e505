declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  interface FrameInfo {
    readonly width: number
    readonly height: number
    readonly bitsPerSample: number
    readonly componentCount: number
    readonly isSigned: boolean
  }
  interface Encoder {
    getDecodedBuffer(frame: FrameInfo): Uint8Array
    setQuality(lossless: boolean, quality: number): void
    encode(): void
    getEncodedBuffer(): Uint8Array
    delete(): void
  }
  interface Decoder {
    getEncodedBuffer(length: number): Uint8Array
    decode(): void
    getFrameInfo(): FrameInfo
    getDecodedBuffer(): Uint8Array
    delete(): void
  }
  export default function openJpeg(options?: { print(): void; printErr(): void }): Promise<{
    J2KEncoder: new () => Encoder
    J2KDecoder: new () => Decoder
  }>
}
