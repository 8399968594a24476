/**
 * The company as its papers name it: the `settings` document of kind 'company'. What its free `value` holds
 * beside the name is used only where it has the expected shape; a wrong one never stops a document.
 */
import { addressFields } from './entities/address.ts'
import type { Setting } from './entities/setting.ts'

export type CompanyAddress = { -readonly [Part in keyof typeof addressFields]?: string }

export interface Company {
  name: string
  address?: CompanyAddress
  /** A PNG or JPEG as a data: address, so that it is there without a network. */
  logo?: string
}

export const companyAddressParts = Object.keys(addressFields) as (keyof CompanyAddress)[]

/** Characters of a logo's data: address. It is on every device, and in every document that is made. */
export const largestLogo = 200_000

const imageInside = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/

export function companyOf({ name, value: given }: Pick<Setting, 'name' | 'value'>): Company {
  const value = asObject(given)
  const entered = asObject(value['address'])
  const address: CompanyAddress = {}
  for (const part of companyAddressParts) {
    const text = entered[part]
    if (typeof text === 'string' && text.trim() !== '') address[part] = text
  }
  const { logo } = value
  return {
    name,
    ...(Object.keys(address).length > 0 && { address }),
    ...(typeof logo === 'string' && logo.length <= largestLogo && imageInside.test(logo) && { logo }),
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
