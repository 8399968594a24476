import { describe, expect, it } from 'vitest'
import { openFiles } from '../../../shared/import/open-files.ts'
import type { ChosenFile } from '../../../shared/import/open-files.ts'
import { planImport } from '../../../shared/import/plan.ts'
import type { ImportPlan } from '../../../shared/import/plan.ts'
import { bareCells, csv, northwindFiles } from '../../support/northwind.ts'

function plan(...chosen: ChosenFile[]): ImportPlan {
  const { files, errors } = openFiles(chosen)
  return errors.length > 0 ? { batches: [], refused: [], notes: [], errors } : planImport(files)
}
const rowsOf = (from: ImportPlan, collection: string) =>
  from.batches.find((batch) => batch.collection === collection)?.rows ?? []
const problems = (from: ImportPlan) => from.refused.map(({ row, problem }) => `row ${row}: ${problem}`)

describe('Northwind', () => {
  const northwind = plan(...northwindFiles())
  const find = (collection: string, key: string) =>
    rowsOf(northwind, collection).find((row) => row.key === key)

  it('is recognised whole and goes in the order of its references', () => {
    expect(northwind.errors).toEqual([])
    expect(northwind.refused).toEqual([])
    expect(northwind.batches.map(({ collection, rows }) => [collection, rows.length])).toEqual([
      ['settings', 4],
      ['salesReps', 9],
      ['products', 77],
      ['customers', 91],
      ['orders', 830],
    ])
  })
  it('is recognised by its headings whatever the files are called', () => {
    const renamed = northwindFiles().map(({ bytes }, index) => ({ name: `${index}.csv`, bytes }))
    expect(plan(...renamed).batches.map(({ rows }) => rows.length)).toEqual([4, 9, 77, 91, 830])
  })
  it('keeps every order item with its amounts', () => {
    const lines = rowsOf(northwind, 'orders').flatMap(
      ({ values }) => values['lines'] as { unitPrice: number }[],
    )
    expect(lines).toHaveLength(2155)
    expect(find('orders', '10248')?.values).toMatchObject({
      number: '10248',
      status: 'fulfilled',
      orderDate: '1996-07-04',
      shippedDate: '1996-07-16',
      freight: 3238,
      shipVia: 'Federal Shipping',
      customerId: { collection: 'customers', importKey: 'VINET' },
      lines: [
        { key: '11', description: 'Queso Cabrales', quantity: 12, unitPrice: 1400, discount: 0 },
        {},
        {},
      ],
    })
    expect(find('orders', '10248')?.defaults).toMatchObject({ provisionalNumber: 'NW-10248' })
  })
  it('leaves what is not shipped confirmed', () => {
    const open = bareCells('orders.csv').filter(({ shippedDate }) => shippedDate === 'NULL')
    const confirmed = rowsOf(northwind, 'orders').filter(
      ({ defaults }) => defaults?.['status'] === 'confirmed',
    )
    expect(confirmed.map(({ key }) => key)).toEqual(open.map(({ orderID }) => orderID))
  })
  it('makes employees members of the team of their territories, and their chiefs its leaders', () => {
    const leads = (key: string) =>
      ((find('salesReps', key)?.defaults?.['leadsTeamIds'] ?? []) as { importKey: string }[])
        .map((team) => team.importKey)
        .sort()
    expect(find('salesReps', '1')).toMatchObject({
      title: 'Nancy Davolio',
      values: {
        jobTitle: 'Sales Representative',
        territory: 'Wilton, Neward',
        phone: '(206) 555-9857',
        hireDate: '1992-05-01',
      },
      defaults: {
        email: 'nancy.davolio@northwind.example',
        department: 'Sales',
        role: 'sales_rep',
        teamIds: [{ collection: 'settings', importKey: 'Eastern' }],
      },
    })
    expect(leads('1')).toEqual([])
    expect(leads('2')).toEqual(['Eastern', 'Northern', 'Southern'])
    expect(leads('5')).toEqual(['Eastern', 'Western'])
    const order = rowsOf(northwind, 'salesReps').map(({ key }) => key)
    expect(order.indexOf('2')).toBeLessThan(order.indexOf('1'))
  })
  it('gives a customer to whoever took most of their orders', () => {
    const counts = new Map<string, number>()
    for (const { customerID, employeeID } of bareCells('orders.csv'))
      if (customerID === 'SAVEA') counts.set(employeeID ?? '', (counts.get(employeeID ?? '') ?? 0) + 1)
    const most = [...counts].sort(([, a], [, b]) => b - a)
    expect(most[0]?.[1]).toBeGreaterThan(most[1]?.[1] ?? 0)
    expect(find('customers', 'SAVEA')?.defaults?.['ownerId']).toEqual({
      collection: 'salesReps',
      importKey: most[0]?.[0],
    })
    expect(find('customers', 'ALFKI')?.values['contacts']).toEqual([
      { key: 'main', name: 'Maria Anders', jobTitle: 'Sales Representative' },
    ])
  })
  it('names categories and suppliers, and carries the stock', () => {
    expect(find('products', '1')).toMatchObject({
      stock: 39,
      values: {
        name: 'Chai',
        category: 'Beverages',
        supplier: 'Exotic Liquids',
        price: { amount: 1800, currency: 'USD' },
      },
    })
    const stock = bareCells('products.csv').reduce((sum, row) => sum + Number(row['unitsInStock']), 0)
    expect(rowsOf(northwind, 'products').reduce((sum, row) => sum + (row.stock ?? 0), 0)).toBe(stock)
  })
})

describe('rows that are refused', () => {
  it('says the row, the column and the reason, and takes the others', () => {
    const result = plan(
      csv(
        'products.csv',
        'productID,productName,unitPrice,unitsInStock\n1,Chai,18.00,5\n2,Chang,cheap,5\n3,,4,-2\n',
      ),
    )
    expect(problems(result)).toEqual([
      "row 3: unitPrice 'cheap' is not an amount",
      "row 4: productName is missing; unitsInStock '-2' is below 0",
    ])
    expect(rowsOf(result, 'products').map(({ key }) => key)).toEqual(['1'])
  })
  it('refuses a key from the second time on', () => {
    const result = plan(csv('customers.csv', 'customerID,companyName\nA,One\nB,Two\nA,Three\n'))
    expect(problems(result)).toEqual(["row 4: the key 'A' is already used in row 2"])
    expect(rowsOf(result, 'customers')).toHaveLength(2)
  })
  it('knows twins without a column of keys, in two files as well', () => {
    const result = plan(csv('customers.csv', 'Name\nOne\n'), csv('more customers.csv', 'Name\nTwo\none\n'))
    expect(problems(result)).toEqual(['row 3: is the same record as row 2 of customers.csv'])
  })
  it('refuses an order whole when one of its items cannot be read', () => {
    const orders = csv('orders.csv', 'orderID,customerID,orderDate\n1,A,1996-07-04\n2,A,1996-07-05\n')
    const lines = csv(
      'order_details.csv',
      'orderID,productID,unitPrice,quantity\n1,7,2.00,-3\n1,8,2.00,1\n2,7,2.00,1\n9,7,2.00,1\n',
    )
    const result = plan(orders, lines)
    expect(problems(result)).toEqual([
      "row 2: order_details.csv, row 2: quantity '-3' is below 1",
      "row 5: no order '9' in this import",
    ])
    expect(rowsOf(result, 'orders').map(({ key }) => key)).toEqual(['2'])
  })
  it('refuses a territory of an employee who is not in the import', () => {
    const result = plan(
      csv('employees.csv', 'employeeID,lastName,firstName\n1,Lee,Ann\n'),
      csv('employee_territories.csv', 'employeeID,territoryID\n1,100\n9,100\n'),
    )
    expect(problems(result)).toEqual(["row 3: no employee '9' in this import"])
  })
  it('refuses a ragged row with one reason', () => {
    const result = plan(csv('customers.csv', 'customerID,companyName,phone\nA,One,1\nB,Two\n'))
    expect(problems(result)).toEqual([
      'row 3: has 2 cells where the heading has 3; check its commas and quotation marks',
    ])
  })
})

describe('files that are refused', () => {
  it('names the missing columns', () => {
    const result = plan(csv('products.csv', 'productID,productName\n1,Chai\n'))
    expect(result.errors[0]).toMatchObject({
      code: 'INVALID_FILE',
      message: 'products.csv has no column for Price. Choose it.',
      details: { reason: 'missing-columns' },
    })
    expect(result.batches).toEqual([])
  })
  it('says so when it cannot tell what a file holds', () => {
    const result = plan(csv('stuff.csv', 'x,y\n1,2\n'))
    expect(result.errors[0]).toMatchObject({ code: 'INVALID_FILE', details: { reason: 'unknown-kind' } })
  })
})

describe('other companies', () => {
  it('reads semicolons and decimal commas', () => {
    const result = plan(
      csv('products.csv', 'productID;productName;unitPrice\n1;Kaffee;1.234,50\n2;Tee;3,5\n'),
    )
    expect(
      rowsOf(result, 'products').map(({ values }) => (values['price'] as { amount: number }).amount),
    ).toEqual([123450, 350])
  })
  it('maps columns by label as well as by name', () => {
    const result = plan(
      csv(
        'leads.csv',
        'Lead ID,Name,Company,E-mail,Source,Expected value\n7,Ann Lee,Lee & Co,ann@lee.example,Trade fair,1500\n',
      ),
    )
    expect(rowsOf(result, 'leads')[0]).toMatchObject({
      key: '7',
      values: {
        name: 'Ann Lee',
        company: 'Lee & Co',
        email: 'ann@lee.example',
        source: 'trade-fair',
        value: { amount: 150000 },
      },
      defaults: { status: 'new' },
    })
  })
  it('takes teams by name from a column', () => {
    const result = plan(
      csv('employees.csv', 'employeeID,lastName,firstName,email,team\n1,Lee,Ann,ann@lee.example,West\n'),
    )
    expect(rowsOf(result, 'settings').map(({ values }) => values)).toEqual([{ kind: 'team', name: 'West' }])
    expect(rowsOf(result, 'salesReps')[0]?.values).toMatchObject({
      name: 'Ann Lee',
      email: 'ann@lee.example',
      teamIds: [{ collection: 'settings', importKey: 'West' }],
    })
  })
  it('keeps a formula as text and notes it; a telephone number with a plus is none', () => {
    const result = plan(
      csv('customers.csv', 'customerID,companyName,phone\nA,"=cmd|\' /C calc\'!A0",+49 30 1234\n'),
    )
    expect(rowsOf(result, 'customers')[0]?.values).toMatchObject({
      name: "=cmd|' /C calc'!A0",
      phone: '+49 30 1234',
    })
    expect(result.notes).toMatchObject([
      {
        file: 'customers.csv',
        row: 2,
        message: 'companyName looks like a formula; it is kept as plain text and never computed',
      },
    ])
  })
  it('says that a contact without a name is left out', () => {
    const result = plan(csv('customers.csv', 'customerID,companyName,contactTitle\nA,One,Owner\n'))
    expect(rowsOf(result, 'customers')[0]?.values).not.toHaveProperty('contacts')
    expect(result.notes[0]?.message).toBe('the contact has no name and is left out')
  })
  it('leaves the number of a category out when nobody says its name', () => {
    const result = plan(csv('products.csv', 'productID,productName,unitPrice,categoryID\n1,Chai,18,1\n'))
    expect(rowsOf(result, 'products')[0]?.values).not.toHaveProperty('category')
    expect(result.notes[0]?.message).toMatch(/choose the file of categories of products as well/)
  })
})
