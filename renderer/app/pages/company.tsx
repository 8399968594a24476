/** What holds for the whole company, for administrators. */
import { t } from '@lingui/core/macro'
import { CompanyForm } from '../../features/company/company-form.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useCompany } from '../../ui/record/use-company.ts'
import { AdminOnly } from '../admin-only.tsx'

export function CompanyPage() {
  const { company, loading } = useCompany()
  return (
    <AdminOnly title={t`Company`}>
      <PageTitle title={t`Company`} />
      {!loading && <CompanyForm key={company?.id} company={company} />}
    </AdminOnly>
  )
}
