/**
 * The kinds of file an import understands, and what their columns can be mapped to. Targets come from the
 * entity definitions; only what an entity cannot say is written here: keys, the first contact of a
 * customer, names in two columns, and tables that merely give a number its name.
 */
import type { Field, Fields } from '../entities/fields.ts'
import { entityOf } from '../entities/index.ts'
import type { CellTarget } from './cell-values.ts'
import { isImportCollection } from './import-messages.ts'
import type { ImportCollection } from './import-messages.ts'

export type FileKind =
  | 'teams'
  | 'territories'
  | 'repTerritories'
  | 'salesReps'
  | 'categories'
  | 'suppliers'
  | 'products'
  | 'customers'
  | 'leads'
  | 'shippers'
  | 'orders'
  | 'orderLines'
  | 'interactions'
  | 'tasks'
  | 'cases'

export interface Target extends CellTarget {
  /** `name`, `address.city`, `contact.name`; `importKey` is the key of the row. */
  name: string
  label: string
  required: boolean
  /** Further headings that mean this, in lower case without spaces and signs. */
  aliases: readonly string[]
  /** The file that gives the names of the keys in this column. */
  lookup?: FileKind
}

export interface FileKindSpec {
  label: string
  /** What a row becomes; undefined for files that only complete others. */
  collection?: ImportCollection
  targets: readonly Target[]
  /** Names that such a file usually has, in lower case without spaces and signs. */
  fileNames: readonly string[]
}

const aliases: Record<string, readonly string[]> = {
  name: ['name', 'companyname', 'company', 'customername', 'productname', 'fullname', 'leadname'],
  company: ['company', 'companyname', 'organisation', 'organization'],
  jobTitle: ['title', 'position'],
  'address.street': ['address', 'streetaddress', 'address1', 'addressline1'],
  'address.city': ['town'],
  'address.region': ['state', 'province', 'county'],
  'address.postalCode': ['zip', 'zipcode', 'postcode'],
  'shipTo.name': ['shipname'],
  'shipTo.street': ['shipaddress'],
  'shipTo.city': ['shipcity'],
  'shipTo.region': ['shipregion'],
  'shipTo.postalCode': ['shippostalcode'],
  'shipTo.country': ['shipcountry'],
  phone: ['telephone', 'tel', 'phonenumber', 'homephone', 'mobile'],
  email: ['mail', 'emailaddress'],
  website: ['homepage', 'url', 'web'],
  unit: ['quantityperunit', 'packaging'],
  price: ['unitprice', 'listprice'],
  stockOnHand: ['unitsinstock', 'stock', 'stockonhand', 'onhand', 'quantityinstock'],
  onOrder: ['unitsonorder'],
  hireDate: ['hiredate', 'hired'],
  reportsToId: ['reportsto', 'manager', 'managerid'],
  ownerId: ['owner', 'employeeid', 'salesrep', 'salesrepid', 'salesrepresentative', 'ownerid', 'assignedto'],
  customerId: ['customer', 'customerid'],
  leadId: ['lead', 'leadid'],
  orderId: ['order', 'orderid'],
  productId: ['product', 'productid', 'sku'],
  orderDate: ['orderdate', 'ordered', 'date'],
  requiredDate: ['requireddate', 'duedate'],
  shippedDate: ['shippeddate', 'shipped'],
  value: ['expectedvalue', 'amount'],
  at: ['date', 'when', 'occurredat'],
  durationMinutes: ['duration', 'minutes'],
  dueDate: ['due', 'duedate'],
}

const text = (name: string, label: string, more: Partial<Target> = {}): Target => ({
  name,
  label,
  kind: 'text',
  required: false,
  limits: { maxLength: 300 },
  aliases: [],
  ...more,
})

const key = (label: string, headings: readonly string[], required = false): Target => ({
  name: 'importKey',
  label,
  kind: 'key',
  required,
  limits: { maxLength: 80 },
  aliases: [...headings, 'importkey', 'externalid', 'key'],
})

const reference = (name: string, label: string, to: ImportCollection, required = false): Target => ({
  name,
  label,
  kind: 'reference',
  to,
  required,
  limits: {},
  aliases: aliases[name] ?? [],
})

/** What only the server gives, except where an imported history brings it along. */
const fromHistory = ['number', 'shippedDate', 'stockOnHand']

function targetsOf(fields: Fields, prefix = ''): Target[] {
  return Object.entries(fields).flatMap(([name, field]): Target[] => {
    const path = prefix + name
    if (field.kind === 'object')
      return targetsOf(field.fields ?? {}, `${path}.`).map((part) => under(field, part))
    if (field.setBy === 'server' && !fromHistory.includes(path)) return []
    if (['id', 'createdAt', 'updatedAt', 'teamId'].includes(path)) return []
    if (field.kind === 'list' || field.kind === 'value') return []
    if (field.to !== undefined && !isImportCollection(field.to)) return []
    return [
      {
        name: path,
        label: field.label,
        kind: field.kind,
        required: false,
        limits: field.schema,
        aliases: aliases[path] ?? [],
        ...(field.options && { options: field.options }),
        ...(field.to !== undefined && isImportCollection(field.to) && { to: field.to }),
      },
    ]
  })
}

const under = (field: Field, part: Target): Target => ({ ...part, label: `${field.label}: ${part.label}` })

interface Settings {
  key: Target
  fileNames: readonly string[]
  required?: readonly string[]
  lookups?: Partial<Record<string, FileKind>>
  /** Before the entity's own targets, and instead of those of the same name. */
  extra?: readonly Target[]
  without?: readonly string[]
  label?: string
}

function recordFile(collection: ImportCollection, settings: Settings): FileKindSpec {
  const extra = settings.extra ?? []
  const hidden = [...extra.map(({ name }) => name), ...(settings.without ?? [])]
  const own = targetsOf(entityOf(collection).fields).filter(({ name }) => !hidden.includes(name))
  return {
    label: settings.label ?? entityOf(collection).label.many,
    collection,
    fileNames: settings.fileNames,
    targets: [settings.key, ...extra, ...own].map((target) => {
      const lookup = settings.lookups?.[target.name]
      return {
        ...target,
        required: target.required || (settings.required ?? []).includes(target.name),
        ...(lookup && { lookup }),
      }
    }),
  }
}

const names = (
  label: string,
  keyHeadings: string[],
  nameHeadings: string[],
  fileNames: string[],
): FileKindSpec => ({
  label,
  fileNames,
  targets: [
    key('Key', keyHeadings, true),
    text('name', 'Name', { required: true, aliases: ['name', ...nameHeadings] }),
  ],
})

const orderFields = entityOf('orders').fields
const lineTargets = targetsOf(orderFields['lines']?.fields ?? {}).filter(({ name }) => name !== 'productId')

export const fileKinds: Record<FileKind, FileKindSpec> = {
  teams: {
    ...names(
      'Teams',
      ['regionid', 'teamid', 'id'],
      ['regiondescription', 'region', 'team', 'teamname'],
      ['teams', 'regions'],
    ),
    collection: 'settings',
  },
  territories: {
    ...names('Territories', ['territoryid'], ['territorydescription', 'territory'], ['territories']),
    targets: [
      key('Key', ['territoryid'], true),
      text('name', 'Name', { required: true, aliases: ['territorydescription', 'territory'] }),
      text('team', 'Team', { required: true, aliases: ['regionid', 'teamid', 'region'], lookup: 'teams' }),
    ],
  },
  repTerritories: {
    label: 'Territories of sales representatives',
    fileNames: ['employeeterritories', 'territoriesofemployees'],
    targets: [
      text('rep', 'Sales representative', { required: true, aliases: ['employeeid', 'salesrepid'] }),
      text('territory', 'Territory', {
        required: true,
        aliases: ['territoryid', 'territory'],
        lookup: 'territories',
      }),
    ],
  },
  salesReps: recordFile('salesReps', {
    label: 'Employees and sales representatives',
    key: key('Employee key', ['employeeid', 'salesrepid', 'repid', 'id']),
    fileNames: ['employees', 'salesreps', 'salesrepresentatives', 'users', 'staff'],
    extra: [
      text('name', 'Name', { aliases: ['name', 'fullname'] }),
      text('firstName', 'First name', { aliases: ['firstname', 'givenname'] }),
      text('lastName', 'Last name', { aliases: ['lastname', 'surname', 'familyname'] }),
      text('team', 'Team', { aliases: ['team', 'teamname'] }),
    ],
  }),
  categories: names(
    'Categories of products',
    ['categoryid', 'id'],
    ['categoryname', 'category'],
    ['categories'],
  ),
  suppliers: names(
    'Suppliers',
    ['supplierid', 'id'],
    ['companyname', 'suppliername', 'supplier'],
    ['suppliers'],
  ),
  products: recordFile('products', {
    key: key('Product key', ['productid', 'productkey', 'articlenumber', 'id']),
    fileNames: ['products', 'articles', 'items', 'pricelist'],
    required: ['name', 'price'],
    lookups: { category: 'categories', supplier: 'suppliers' },
    extra: [
      text('category', 'Category', {
        limits: { maxLength: 120 },
        aliases: ['categoryid', 'category', 'categoryname'],
      }),
      text('supplier', 'Supplier', { aliases: ['supplierid', 'supplier', 'suppliername'] }),
      {
        ...text('stockOnHand', 'Opening stock', { aliases: aliases['stockOnHand'] ?? [] }),
        kind: 'integer',
        limits: { minimum: 0, maximum: 1_000_000_000 },
      },
      { ...text('currency', 'Currency', { aliases: ['currency'] }), kind: 'currency', limits: {} },
    ],
  }),
  customers: recordFile('customers', {
    key: key('Customer key', ['customerid', 'customernumber', 'accountid', 'id']),
    fileNames: ['customers', 'accounts', 'companies', 'clients'],
    required: ['name'],
    extra: [
      text('contact.name', 'Contact: Name', { aliases: ['contactname', 'contact', 'contactperson'] }),
      text('contact.jobTitle', 'Contact: Job title', {
        limits: { maxLength: 120 },
        aliases: ['contacttitle'],
      }),
      {
        ...text('contact.email', 'Contact: Email', { aliases: ['contactemail'] }),
        kind: 'email',
        limits: { maxLength: 254 },
      },
      {
        ...text('contact.phone', 'Contact: Phone', { aliases: ['contactphone'] }),
        kind: 'phone',
        limits: { maxLength: 40 },
      },
    ],
  }),
  leads: recordFile('leads', {
    key: key('Lead key', ['leadid', 'id']),
    fileNames: ['leads', 'prospects'],
    required: ['name'],
    extra: [{ ...text('currency', 'Currency', { aliases: ['currency'] }), kind: 'currency', limits: {} }],
  }),
  shippers: names(
    'Shippers',
    ['shipperid', 'id'],
    ['companyname', 'shippername', 'shipper'],
    ['shippers', 'carriers'],
  ),
  orders: recordFile('orders', {
    key: key('Order number', ['orderid', 'ordernumber', 'number', 'orderno', 'id'], true),
    fileNames: ['orders', 'salesorders'],
    required: ['customerId', 'orderDate'],
    without: ['number', 'provisionalNumber'],
    lookups: { shipVia: 'shippers' },
  }),
  orderLines: {
    label: 'Order items',
    fileNames: ['orderdetails', 'orderitems', 'orderlines'],
    targets: [
      text('order', 'Order number', {
        required: true,
        limits: { maxLength: 80 },
        aliases: ['orderid', 'ordernumber', 'orderno', 'order'],
      }),
      reference('productId', 'Product', 'products', true),
      ...lineTargets
        .filter(({ name }) => name !== 'id')
        .map((target) => ({ ...target, required: ['quantity', 'unitPrice'].includes(target.name) })),
    ],
  },
  interactions: recordFile('interactions', {
    key: key('Interaction key', ['interactionid', 'activityid', 'id'], true),
    fileNames: ['interactions', 'activities', 'visits', 'calls'],
    required: ['type', 'at'],
  }),
  tasks: recordFile('tasks', {
    key: key('Task key', ['taskid', 'id'], true),
    fileNames: ['tasks', 'todos'],
    required: ['title'],
  }),
  cases: recordFile('cases', {
    key: key('Case key', ['caseid', 'ticketid', 'id'], true),
    fileNames: ['cases', 'tickets'],
    required: ['subject', 'customerId'],
  }),
}

export const fileKindNames = Object.keys(fileKinds) as FileKind[]

export const targetOf = (kind: FileKind, name: string): Target | undefined =>
  fileKinds[kind].targets.find((target) => target.name === name)
