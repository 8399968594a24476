/**
 * No screen says anything past the catalogs: text in JSX and in the properties that are read or heard is written
 * with the macros, and nothing of it is made while a module is loaded, when nobody has chosen a language yet.
 */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'

interface Node {
  type: string
  start: number
  [key: string]: unknown
}

const root = path.resolve(import.meta.dirname, '../../..')
const files = ['app', 'features', 'ui', 'words'].flatMap((folder) =>
  readdirSync(path.join(root, 'renderer', folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name)),
)

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** Properties whose words reach a person. */
const spoken = new Set(
  'label title placeholder description aria-label alt nothingFoundMessage emptyHint empty error header'.split(
    ' ',
  ),
)
/** Names of things that are the same in every language, and signs. */
const isName = (text: string) =>
  !/\p{L}{2}/u.test(text) || /^(Satchel|G|N|E|CSV|PDF|SKU|⌘ ?K)$/.test(text.trim())
/** What may be called only while something is drawn. */
const drawnOnly = new Set(
  (
    't plural select word say messageOf remedyFor nameOfOne nameOfMany oneInSentence manyInSentence newRecord noneYet ' +
    'fieldColumn titleColumn choiceFilter'
  ).split(' '),
)

/** Whether a person is shown words of this node as they stand; through conditions and templates. */
function wordsIn(node: unknown): string[] {
  if (!isNode(node)) return []
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : []
  if (node.type === 'TemplateLiteral')
    return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
  if (node.type === 'ConditionalExpression')
    return [...wordsIn(node['consequent']), ...wordsIn(node['alternate'])]
  if (node.type === 'LogicalExpression') return wordsIn(node['right'])
  if (node.type === 'JSXExpressionContainer') return wordsIn(node['expression'])
  return []
}

function findingsIn(file: string): string[] {
  const code = readFileSync(file, 'utf8')
  const found: string[] = []
  const tell = (node: Node, what: string) => {
    const line = code.slice(0, node.start).split('\n').length
    found.push(`${path.relative(root, file)}:${line} ${what}`)
  }
  const visit = (node: Node, inFunction: boolean) => {
    if (node.type === 'JSXText' && !isName(node['value'] as string))
      tell(node, `"${(node['value'] as string).trim()}" is not in the catalogs`)
    if (node.type === 'JSXExpressionContainer' || node.type === 'JSXAttribute') {
      const name = node.type === 'JSXAttribute' ? (node['name'] as { name: unknown }).name : undefined
      const value = node.type === 'JSXAttribute' ? node['value'] : undefined
      if (typeof name === 'string' && spoken.has(name))
        for (const words of wordsIn(value))
          if (!isName(words)) tell(node, `"${words}" is not in the catalogs`)
    }
    const inside =
      node.type === 'JSXElement' || node.type === 'JSXFragment' ? (node['children'] as Node[]) : []
    for (const child of inside)
      if (child.type === 'JSXExpressionContainer')
        for (const words of wordsIn(child))
          if (!isName(words)) tell(child, `"${words}" is not in the catalogs`)
    if (node.type === 'Property' && inFunction) {
      const key = node['key'] as { name?: string; value?: string }
      if (spoken.has(key.name ?? key.value ?? ''))
        for (const words of wordsIn(node['value']))
          if (/^\p{Lu}/u.test(words) && !isName(words)) tell(node, `"${words}" is not in the catalogs`)
    }
    const callee = (node['callee'] ?? node['tag']) as Node | undefined
    const called = callee?.type === 'Identifier' ? String(callee['name']) : ''
    if (!inFunction && drawnOnly.has(called)) tell(node, `${called} is called while the module is loaded`)
    const deeper = inFunction || /Function/.test(node.type)
    for (const value of Object.values(node))
      for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) visit(one, deeper)
  }
  visit(parseSync(file, code).program as unknown as Node, false)
  return found
}

it('every word on a screen is in the catalogs, and said when it is drawn', () => {
  expect(files.length).toBeGreaterThan(150)
  expect(files.flatMap(findingsIn)).toEqual([])
})

it('styles name no left and no right, so that a page can be drawn from either side', () => {
  const styles = readdirSync(path.join(root, 'renderer'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.css'))
    .map((entry) => path.join(entry.parentPath, entry.name))
  // Papers are laid out by another engine, which knows the sides only.
  const drawn = files.filter((file) => !file.includes(`${path.sep}documents${path.sep}`))
  const physical =
    /\b(margin|padding|border|inset)-(left|right)\b|^\s*(left|right):|text-align: (left|right)|float:|\b[mp][lr]=[{"]|\bta="(left|right)"|textAlign: '(left|right)'|\b(margin|padding|border)(Left|Right):/m
  expect(
    [...styles, ...drawn]
      .filter((file) => physical.test(readFileSync(file, 'utf8')))
      .map((file) => path.relative(root, file)),
  ).toEqual([])
})
