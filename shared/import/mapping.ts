/**
 * Which kind of file this is, and which column means what: suggested from file name and headings, decided
 * by the person. Northwind's files are recognised by their headings alone, whatever they are called.
 */
import type { CodedError } from '../errors.ts'
import { fileKindNames, fileKinds } from './file-kinds.ts'
import type { FileKind, Target } from './file-kinds.ts'
import { fileError } from './read-csv.ts'

export interface Mapping {
  kind: FileKind
  /** Heading -> name of the target; a heading that is not here is left out. */
  columns: Record<string, string>
}

/** Headings that only one kind of file has, most telling first. */
const tellingHeadings: readonly [FileKind, readonly string[]][] = [
  ['orderLines', ['orderid', 'productid', 'quantity']],
  ['orders', ['orderid', 'customerid', 'orderdate']],
  ['repTerritories', ['employeeid', 'territoryid']],
  ['territories', ['territoryid', 'territorydescription']],
  ['teams', ['regionid', 'regiondescription']],
  ['salesReps', ['employeeid', 'lastname', 'firstname']],
  ['products', ['productid', 'productname']],
  ['categories', ['categoryid', 'categoryname']],
  ['suppliers', ['supplierid', 'companyname']],
  ['shippers', ['shipperid', 'companyname']],
  ['customers', ['customerid', 'companyname']],
]

/** Lower case, letters and digits only: `Order ID`, `order_id` and `orderID` are the same heading. */
const plain = (heading: string) =>
  heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** Undefined when nothing points to one kind more than to the others. */
export function recogniseKind(fileName: string, headers: readonly string[]): FileKind | undefined {
  const headings = headers.map(plain)
  const told = tellingHeadings.find(([, telling]) => telling.every((heading) => headings.includes(heading)))
  if (told) return told[0]
  const stem = plain(fileName.replace(/\.[^.]*$/, '').replace(/^.*[\\/]/, ''))
  const named = fileKindNames
    .flatMap((kind) => fileKinds[kind].fileNames.map((name) => ({ kind, name })))
    .filter(({ name }) => stem.includes(name))
    .sort((a, b) => b.name.length - a.name.length)[0]
  return named?.kind
}

export function suggestMapping(kind: FileKind, headers: readonly string[]): Mapping {
  const columns: Record<string, string> = {}
  const taken = new Set<string>()
  // Exact words before looser ones, so that `Name` does not lose its target to an alias.
  for (const meaning of [ownName, alias, label])
    for (const header of headers) {
      if (columns[header] !== undefined) continue
      const target = fileKinds[kind].targets.find(
        (one) => !taken.has(one.name) && meaning(one, plain(header)),
      )
      if (!target) continue
      columns[header] = target.name
      taken.add(target.name)
    }
  return { kind, columns }
}

const alias = (target: Target, heading: string) => target.aliases.includes(heading)
const ownName = (target: Target, heading: string) => plain(target.name) === heading
const label = (target: Target, heading: string) =>
  plain(target.label) === heading || plain(target.label.split(': ').at(-1) ?? '') === heading

/** Why this mapping cannot be used with this file. */
export function mappingProblem(
  fileName: string,
  mapping: Mapping,
  headers: readonly string[],
): CodedError | undefined {
  const { targets } = fileKinds[mapping.kind]
  const mapped = headers.map((header) => mapping.columns[header]).filter((name) => name !== undefined)
  const twice = mapped.find((name, index) => mapped.indexOf(name) !== index)
  const labelOf = (name: string) => targets.find((target) => target.name === name)?.label ?? name
  if (twice !== undefined)
    return fileError(
      'missing-columns',
      `${fileName}: two columns are mapped to ${labelOf(twice)}. Leave one out.`,
    )
  const missing = targets
    .filter(({ name, required }) => required && !mapped.includes(name))
    .map((target) => target.label)
  if (mapping.kind === 'salesReps' && !mapped.includes('name') && !mapped.includes('lastName'))
    missing.push('Name')
  if (missing.length === 0) return undefined
  const [columns, them] = missing.length === 1 ? ['column', 'it'] : ['columns', 'them']
  return fileError(
    'missing-columns',
    `${fileName} has no ${columns} for ${missing.join(', ')}. Choose ${them}.`,
  )
}
