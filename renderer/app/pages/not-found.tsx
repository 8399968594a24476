/** An address that leads nowhere. */
import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'

export const NotFoundPage = () => (
  <>
    <PageTitle title={t`Page not found`} />
    <NothingHere
      icon={<IconMapOff />}
      title={t`There is nothing at this address`}
      description={t`The link may be old.`}
    >
      <Button component={Link} to="/" variant="default">
        {t`Go home`}
      </Button>
    </NothingHere>
  </>
)
