/**
 * Every address of the app and the page behind it; each page is loaded when it is first opened. Addresses
 * live behind a hash, so that the same files work from app:// and from a web server in any folder.
 *
 * The router is not registered with TanStack's types on purpose: lists and links are made for any kind of
 * record, so their addresses are strings from `ui/record/record-paths.ts`.
 */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import type { AnyRoute } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { PageFailed } from './error-boundary.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell })

/** Loads the code of every page, so that going offline later takes none of them away. */
export async function loadAllPages(): Promise<void> {
  for (const load of new Set(loaders)) await load()
}

const loaders: (() => Promise<unknown>)[] = []

const page = <M extends Record<string, ComponentType>>(
  path: string,
  load: () => Promise<M>,
  name: keyof M,
) => {
  loaders.push(load)
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) })
}

/** List, new, detail and edit of one kind of record; the form serves both new and edit. */
const records = <M extends Record<string, ComponentType>>(
  path: string,
  load: () => Promise<M>,
  names: { list: keyof M; detail: keyof M; form: keyof M },
) => [
  page(path, load, names.list),
  page(`${path}/new`, load, names.form),
  page(`${path}/$id`, load, names.detail),
  page(`${path}/$id/edit`, load, names.form),
]

const routes = [
  page('/', () => import('./pages/home.tsx'), 'HomePage'),
  ...records('/customers', () => import('./pages/customers.tsx'), {
    list: 'CustomersListPage',
    detail: 'CustomerDetailPage',
    form: 'CustomerFormPage',
  }),
  ...records('/leads', () => import('./pages/leads.tsx'), {
    list: 'LeadsListPage',
    detail: 'LeadDetailPage',
    form: 'LeadFormPage',
  }),
  ...records('/orders', () => import('./pages/orders.tsx'), {
    list: 'OrdersListPage',
    detail: 'OrderDetailPage',
    form: 'OrderFormPage',
  }),
  page('/orders/$id/send', () => import('./pages/orders.tsx'), 'SendOrderPage'),
  page('/orders/$id/return', () => import('./pages/orders.tsx'), 'ReturnOrderPage'),
  ...records('/interactions', () => import('./pages/interactions.tsx'), {
    list: 'InteractionsListPage',
    detail: 'InteractionDetailPage',
    form: 'InteractionFormPage',
  }),
  ...records('/tasks', () => import('./pages/tasks.tsx'), {
    list: 'TasksListPage',
    detail: 'TaskDetailPage',
    form: 'TaskFormPage',
  }),
  ...records('/cases', () => import('./pages/cases.tsx'), {
    list: 'CasesListPage',
    detail: 'CaseDetailPage',
    form: 'CaseFormPage',
  }),
  ...records('/products', () => import('./pages/products.tsx'), {
    list: 'ProductsListPage',
    detail: 'ProductDetailPage',
    form: 'ProductFormPage',
  }),
  ...records('/price-lists', () => import('./pages/price-lists.tsx'), {
    list: 'PriceListsListPage',
    detail: 'PriceListDetailPage',
    form: 'PriceListFormPage',
  }),
  ...records('/sales-reps', () => import('./pages/sales-reps.tsx'), {
    list: 'SalesRepsListPage',
    detail: 'SalesRepDetailPage',
    form: 'SalesRepFormPage',
  }),
  page('/team', () => import('./pages/team.tsx'), 'TeamPage'),
  page('/admin/users', () => import('./pages/users.tsx'), 'UsersPage'),
  page('/admin/company', () => import('./pages/company.tsx'), 'CompanyPage'),
  page('/admin/import', () => import('./pages/import.tsx'), 'ImportPage'),
  page('/admin/inventory', () => import('./pages/inventory.tsx'), 'InventoryPage'),
  page('/admin/inventory/receive', () => import('./pages/inventory.tsx'), 'ReceivePage'),
  page('/admin/inventory/count', () => import('./pages/inventory.tsx'), 'CountPage'),
  page('/admin/procedures', () => import('./pages/procedures.tsx'), 'ProceduresPage'),
  page('/admin/procedures/$id', () => import('./pages/procedures.tsx'), 'ProcedurePage'),
  page('/sync', () => import('./pages/sync.tsx'), 'SyncPage'),
]

export const router = createRouter({
  routeTree: root.addChildren(routes),
  history: createHashHistory(),
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ({ error }) => <PageFailed reason={error} />,
  defaultPreload: 'intent',
  defaultPendingMinMs: 0,
})

/** Loads the code of the page that the address names, before it is drawn. */
export function loadPageShown(): void {
  const all: Partial<Record<string, AnyRoute>> = router.routesById
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const route = all[String(routeId)]
    // A page that cannot be fetched now is fetched when it is drawn, and says so.
    if (route) void router.loadRouteChunk(route)?.catch(() => undefined)
  }
}
