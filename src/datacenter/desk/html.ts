import { zoneWord } from '../../contract/zone.ts'
import type { View } from './view.ts'

/** Text as HTML: whatever a courier or a station wrote stays text. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** HTML that was made here and needs no escaping. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** What a template takes: text and numbers are escaped, HTML made here is not, lists are joined. */
type Value = string | number | null | undefined | Html | readonly Html[]

function put(value: Value): string {
  if (value instanceof Html) return value.text
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value))
  return value ? value.map((one) => one.text).join('') : ''
}

export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.reduce((whole, part, n) => whole + put(values[n - 1]) + part))
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#0f172a;background:#f1f5f9}main{max-width:1080px;margin:0 auto;padding:8px 24px 24px}
section{background:#fff;border:1px solid #cbd5e1;border-radius:6px;padding:16px;margin:0 0 16px}h1{font-size:22px}h2,h3{font-size:16px;margin:0 0 8px}h3{margin-top:16px}summary{cursor:pointer;color:#1e40af;font-weight:600}details[open] summary{margin-bottom:8px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 12px 6px 0;border-bottom:1px solid #e2e8f0;vertical-align:top;overflow-wrap:anywhere}
p{margin:0 0 8px}p:last-child{margin:0}.now{white-space:nowrap}.act{min-width:240px}
label{display:block;margin:0 0 8px}select{height:38px}table+form,table~p,form+form,.row+p{margin-top:12px}th,td.whole{overflow-wrap:break-word}input,select{font:inherit;padding:6px 8px;width:100%;box-sizing:border-box;border:1px solid #64748b;border-radius:6px}
button{font:inherit;font-weight:600;padding:8px 16px;border:0;border-radius:6px;background:#1e40af;color:#fff;cursor:pointer}
:focus-visible{outline:2px solid #1e40af;outline-offset:2px}.quiet{color:#475569;font-weight:400}.bad{color:#991b1b;font-weight:600}.good{color:#166534;font-weight:600}
header{display:flex;gap:16px;align-items:center;max-width:1080px;margin:0 auto;padding:12px 24px 0}header nav{flex:1}nav a{margin-right:16px}header a[aria-current]{color:inherit;font-weight:600;text-decoration:none}
button.plain{background:none;color:#1e40af;font-weight:400;padding:4px 8px;border:1px solid #64748b}label.tick{display:inline-block;margin:0 16px 0 0}label.tick input{width:auto;margin:0 6px 0 0}form.row,div.row{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:12px;align-items:end}form.row label,div.row label{margin:0}form.row button{justify-self:start}
.only-read{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}pre{white-space:pre-wrap}`

const NAV = [
  ['/', 'bags'],
  ['/stasiun', 'stations'],
  ['/kasus', 'cases'],
] as const

/** A button that shows the same page in the other language: what was typed stays, nothing is done. */
function otherLanguage({ language, words, token, here }: View): Html {
  const { path, typed = {}, fault } = here
  const kept = Object.entries(typed).filter(([name]) => !OWN_FIELDS.has(name))
  const told: Record<string, string> = fault ? { code: fault.code, params: JSON.stringify(fault.params) } : {}
  const fields = { token, path, ...told, typed: JSON.stringify(Object.fromEntries(kept)) }
  const to = language === 'id' ? 'en' : 'id'
  return html`<form method="post" action="/bahasa">${hidden(fields)}<button class="plain" name="language" value="${to}" lang="${to}">${words.otherLanguage}</button></form>`
}

const OWN_FIELDS = new Set(['token'])

/** Fields that nobody sees. */
export function hidden(fields: Readonly<Record<string, string>>): Html {
  const one = ([name, value]: [string, string]) => html`<input type="hidden" name="${name}" value="${value}">`
  return html`${Object.entries(fields).map(one)}`
}

export function page(view: View, title: string, body: Html): string {
  const { language, words, zone, here } = view
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${new Html(STYLE)}</style></head><body><header><nav aria-label="${words.rooms}">${NAV.map(([to, name]) => html`<a href="${to}"${to === here.path ? html` aria-current="page"` : ''}>${words[name]}</a> `)}</nav><span class="quiet">${words.zone(zoneWord(zone))}</span>${otherLanguage(view)}</header>
<main><h1>${title}</h1>${body}</main></body></html>`.text
}
