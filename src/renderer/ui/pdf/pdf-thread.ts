/** Worker of the page: reads PDFs beside the window's thread. */
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'
