/** Walks over what the sources of commands say: which of their texts stand in Indonesian, and which in English beside it. */
export interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value

const nameOf = (value: unknown) => (isNode(value) ? value['name'] : undefined)

/** `say(...)`, or `sayer(options)(...)`. */
function says(callee: unknown): boolean {
  if (nameOf(callee) === 'say') return true
  return isNode(callee) && callee.type === 'CallExpression' && nameOf(callee['callee']) === 'sayer'
}

/** What is said beside it in English: the first of what `say` gets, and `id` where `en` stands too. */
export function translated(node: Node): readonly unknown[] {
  if (node.type === 'CallExpression' && says(node['callee'])) return [(node['arguments'] as unknown[])[0]]
  if (node.type !== 'ObjectExpression') return []
  const pairs = node['properties'] as Node[]
  return pairs.some(({ key }) => nameOf(key) === 'en') ? pairs.filter(({ key }) => nameOf(key) === 'id') : []
}

export function textsOf(node: Node): string[] {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']]
  if (node.type === 'TemplateElement') return [(node['value'] as { raw: string }).raw]
  return []
}

/** What is said in English: the second of what `say` gets, and `en` beside `id`. */
export function english(node: Node): Node[] {
  if (node.type === 'CallExpression' && says(node['callee'])) return (node['arguments'] as Node[]).slice(1, 2)
  return translated(node).length === 0 || node.type !== 'ObjectExpression'
    ? []
    : (node['properties'] as Node[])
        .filter(({ key }) => nameOf(key) === 'en')
        .map(({ value }) => value as Node)
}

/** The nodes right below. */
export function below(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode)
}
