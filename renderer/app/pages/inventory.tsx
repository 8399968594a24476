/** Inventory, for administrators: the stock, what to buy, every movement; taking in deliveries and counting. */
import { t } from '@lingui/core/macro'
import { Anchor, Button } from '@mantine/core'
import { IconClipboardCheck, IconPackageImport } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { CountStock } from '../../features/inventory/count-stock.tsx'
import { MovementList } from '../../features/inventory/movement-list.tsx'
import { OwnStockCalls } from '../../features/inventory/own-calls.tsx'
import { ReceiveDelivery } from '../../features/inventory/receive-delivery.tsx'
import { ReorderList, reorderCsv } from '../../features/inventory/reorder-list.tsx'
import { SaveCsv } from '../../features/inventory/save-ledger.tsx'
import { StockList } from '../../features/inventory/stock-list.tsx'
import { useReorder } from '../../features/inventory/use-reorder.ts'
import { useWaitingUnits } from '../../features/inventory/use-waiting-units.ts'
import { wholeLedgerCsv } from '../../features/inventory/whole-ledger.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { FullHeight } from '../../ui/full-height.tsx'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { listPath, recordPath } from '../../ui/record/record-paths.ts'
import { usePerson } from '../../ui/record/use-access.ts'
import { usePrefill } from '../../ui/record/use-route-values.ts'
import { ViewSwitch } from '../../ui/view-switch.tsx'
import { AdminOnly } from '../admin-only.tsx'

const path = '/admin/inventory'

export const InventoryPage = () => (
  <AdminOnly title={t`Inventory`}>
    <Inventory />
  </AdminOnly>
)

type View = 'stock' | 'reorder' | 'movements'

function Inventory() {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const person = usePerson()
  const asked = search['view']
  const view: View = asked === 'reorder' || asked === 'movements' ? asked : 'stock'
  return (
    <FullHeight>
      <PageTitle
        title={t`Inventory`}
        beside={<Views view={view} />}
        actions={
          <>
            <Button
              component={Link}
              to={`${path}/count`}
              variant="default"
              leftSection={<IconClipboardCheck size={16} stroke={1.75} aria-hidden />}
            >
              {t`Count stock`}
            </Button>
            <Button
              component={Link}
              to={`${path}/receive`}
              leftSection={<IconPackageImport size={16} stroke={1.75} aria-hidden />}
            >
              {t`Receive delivery`}
            </Button>
          </>
        }
      />
      <OwnStockCalls person={person} />
      {view === 'movements' ? <Movements /> : view === 'reorder' ? <Reorder /> : <Stock />}
    </FullHeight>
  )
}

function Views({ view }: { view: View }) {
  const navigate = useNavigate()
  return (
    <ViewSwitch
      aria-label={t`What is shown`}
      value={view}
      onChange={(next) =>
        void navigate({ to: path, search: () => (next === 'stock' ? {} : { view: next }), replace: true })
      }
      data={[
        { value: 'stock', label: t`Stock` },
        { value: 'reorder', label: t`Reorder` },
        { value: 'movements', label: t`Movements` },
      ]}
    />
  )
}

function Stock() {
  const waiting = useWaitingUnits()
  return (
    <StockList
      waiting={waiting}
      empty={
        <NothingHere
          icon={<EntityIcon of="products" size={40} />}
          title={t`No products yet`}
          description={t`Add products or import a file; then take in the first delivery.`}
        />
      }
    />
  )
}

function Reorder() {
  const { rows, loading, error } = useReorder()
  return (
    <>
      <ReorderList
        rows={rows}
        loading={loading}
        error={error}
        empty={
          <NothingHere
            icon={<EntityIcon of="products" size={40} />}
            title={t`Nothing has to be bought`}
            description={t`Products stand here when they fall to their reorder level, or when customers wait for them.`}
          />
        }
      />
      {rows.length > 0 && (
        <div>
          <SaveCsv name={t`Reorder list`} content={() => reorderCsv(rows)} />
        </div>
      )}
    </>
  )
}

const Movements = () => (
  <MovementList
    label={t`Stock movements`}
    tools={<SaveCsv name={t`Stock ledger`} content={wholeLedgerCsv} />}
    empty={
      <NothingHere
        icon={<EntityIcon of="stockMovements" size={40} />}
        title={t`Nothing has moved yet`}
        description={t`Every delivery, count, sale and return stands here. Nothing is ever taken out of this list.`}
      />
    }
  />
)

const Above = () => (
  <Anchor component={Link} to={path} size="sm" c="dimmed">
    {t`Inventory`}
  </Anchor>
)

export function ReceivePage() {
  const person = usePerson()
  const navigate = useNavigate()
  const back = () => void navigate({ to: path })
  return (
    <AdminOnly title={t`Receive delivery`}>
      <PageTitle title={t`Receive delivery`} above={<Above />} />
      <ReceiveDelivery person={person} onDone={back} onCancel={back} />
    </AdminOnly>
  )
}

export function CountPage() {
  const person = usePerson()
  const navigate = useNavigate()
  const { productId } = usePrefill()
  const back = () => void navigate({ to: productId ? recordPath('products', productId) : path })
  return (
    <AdminOnly title={t`Count stock`}>
      <PageTitle
        title={t`Count stock`}
        above={
          productId ? (
            <Anchor component={Link} to={listPath('products')} size="sm" c="dimmed">
              {t`Products`}
            </Anchor>
          ) : (
            <Above />
          )
        }
      />
      <CountStock person={person} productId={productId} onDone={back} onCancel={back} />
    </AdminOnly>
  )
}
