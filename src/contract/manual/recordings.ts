import { head, type ManualPage, text } from './part.ts'

export const recordings: ManualPage = {
  chapter: 'desk',
  title: { id: 'Daftar rekaman', en: 'List of recordings' },
  picture: 'recordings',
  parts: [
    text(
      'Di atas: titipan, yaitu perekaman yang belum disegel, dengan siapa yang perlu dihubungi. Di bawah: rekaman yang sudah disegel, terbaru dahulu.',
      'Above: parked recordings, not sealed yet, with who is to be called. Below: sealed recordings, newest first.',
    ),
    text(
      'Ketik nama atau NIK untuk mencari; panah dan Enter membuka. Status menyaring menurut keadaan di pusat data.',
      'Type a name or a NIK to search; arrows and Enter open. The status narrows by the state at the data centre.',
    ),
    head('Salinan', 'Copies'),
    text(
      '“hanya di sini” berarti rekaman baru ada di komputer ini: pasang disk meja. “2 perangkat” atau lebih berarti aman.',
      '"here only" means that the recording is on this computer alone: plug in the desk disk. "2 devices" or more is safe.',
    ),
  ],
}
