/**
 * A server that starts compiles a check for every schema of its routes. The servers of the schedules start a
 * dozen times in each, with the same schemas: here each is compiled once in a thread.
 */
import { createRequire } from 'node:module'

interface Compiler {
  opts: Record<string, unknown>
  compile: (this: Compiler, schema: Record<string, unknown>) => unknown
}

const fastify = createRequire(createRequire(import.meta.url).resolve('fastify'))
const { default: Ajv } = createRequire(fastify.resolve('@fastify/ajv-compiler'))('ajv') as {
  default: { prototype: Compiler }
}

export function compileSchemasOnce(): void {
  const compiled = new Map<string, unknown>()
  const { compile } = Ajv.prototype
  Ajv.prototype.compile = function (this: Compiler, schema) {
    // What names others cannot be told apart by its own words.
    const text = JSON.stringify(schema)
    if (/"\$(id|ref)"/.test(text)) return compile.call(this, schema)
    const { coerceTypes, removeAdditional, useDefaults, allErrors } = this.opts
    const name = JSON.stringify([coerceTypes, removeAdditional, useDefaults, allErrors, text])
    const check = compiled.get(name) ?? compile.call(this, schema)
    compiled.set(name, check)
    return check
  }
}
