/** The papers of an order, to save or to show and print; nothing where there is none to make. */
import { t } from '@lingui/core/macro'
import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload, IconFileText, IconPrinter } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import type { Customer } from '../../../shared/entities/customer.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { saveDocument, showDocument } from './document-actions.ts'
import { documentsOf, documentWords } from './document-kinds.ts'

interface DocumentMenuProps {
  order: Order
  /** The order's, when this device holds it. */
  customer: Customer | undefined
}

export function DocumentMenu({ order, customer }: DocumentMenuProps) {
  const [making, setMaking] = useState(false)
  const kinds = documentsOf(order)
  if (kinds.length === 0) return null
  const during = (work: Promise<void>) => {
    setMaking(true)
    void work.finally(() => setMaking(false))
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={making}
          leftSection={<IconFileText size={16} stroke={1.75} aria-hidden />}
          rightSection={<IconChevronDown size={16} stroke={1.75} aria-hidden />}
        >
          {t`Documents`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Fragment key={kind}>
            <Menu.Label>{documentWords(kind).title}</Menu.Label>
            <Menu.Item
              leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
              onClick={() => during(saveDocument(kind, order, customer))}
            >
              {documentWords(kind).save}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}
              onClick={() => during(showDocument(kind, order, customer))}
            >
              {documentWords(kind).open}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
