/**
 * Finds the words of the sources that no macro is compiled in: the labels of entities, the error table, what
 * procedures are called, and the sentences of `phrase('…')`, `said('…')` and `sentence('…')`. They get the same ids as the
 * sentences of screens, so a word that both use is translated once.
 */
import path from 'node:path'
import { generateMessageId } from '@lingui/message-utils/generateMessageId'

const registries = {
  'shared/entities/index.ts': entityWords,
  'shared/procedures/index.ts': procedureWords,
  'shared/errors.ts': errorWords,
}
const sentences = new Set(['phrase', 'said', 'sentence'])

/** @type {import('@lingui/conf').ExtractorType} */
export const sharedWordsExtractor = {
  match: (filename) => /[\\/](shared|sync-server|renderer[\\/]data)[\\/].*\.ts$/.test(filename),
  async extract(filename, code, onMessageExtracted, { linguiConfig }) {
    const name = path.relative(linguiConfig.rootDir, filename).split(path.sep).join('/')
    const found = new Set(await writtenIn(name, code))
    for (const text of (await registries[name]?.(filename)) ?? []) found.add(text)
    for (const message of found)
      onMessageExtracted({ id: generateMessageId(message), message, origin: [filename, 1], placeholders: {} })
  },
}

/** Literal labels and sentences. A sentence put together at run time could not be translated: it is refused. */
export async function writtenIn(name, code) {
  const { Visitor, parseSync } = await import('vite')
  const { program } = parseSync(name, code)
  const found = []
  const literal = (node) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
    if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked
    return undefined
  }
  new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type !== 'Identifier' || !sentences.has(callee.name) || name === 'shared/phrase.ts') return
      const text = literal(first)
      if (text === undefined) throw new Error(`${name}: the words of ${callee.name}() are not one literal`)
      found.push(text)
    },
    Property({ key, value }) {
      if (!name.startsWith('shared/') || key.type !== 'Identifier' || key.name !== 'label') return
      const text = literal(value)
      if (text !== undefined) found.push(text)
    },
  }).visit(program)
  return found
}

async function entityWords(filename) {
  const { entities } = await import(filename)
  const found = []
  const walk = (fields) => {
    for (const { label, help, options = [], fields: inside = {} } of Object.values(fields)) {
      found.push(label, ...(help ? [help] : []), ...options.map((option) => option.label))
      walk(inside)
    }
  }
  for (const { label, fields } of Object.values(entities)) {
    found.push(label.one, label.many)
    walk(fields)
  }
  return found
}

async function procedureWords(filename) {
  const { procedures } = await import(filename)
  return Object.values(procedures).flatMap(({ label, description }) => [label, description])
}

async function errorWords(filename) {
  const { errors } = await import(filename)
  return Object.values(errors).flatMap(([, message, remedy]) => [message, remedy])
}
