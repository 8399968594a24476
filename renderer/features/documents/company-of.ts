/**
 * The company as its papers name it: the `settings` document of kind 'company'. What its free `value` holds
 * beside the name is used only where it has the expected shape; a wrong one never stops a document.
 */
import type { Setting } from '../../../shared/entities/setting.ts'
import type { PostalAddress } from './postal-lines.ts'

export interface Company {
  name: string
  address?: PostalAddress
  /** A PNG or JPEG as a data: address, so that it is there without a network. */
  logo?: string
}

const imageInside = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/
const addressParts = ['street', 'city', 'region', 'postalCode', 'country'] as const

export function companyOf(setting: Setting): Company {
  const value = asObject(setting.value)
  const given = asObject(value['address'])
  const address: PostalAddress = {}
  for (const part of addressParts) {
    const text = given[part]
    if (typeof text === 'string') address[part] = text
  }
  const { logo } = value
  return {
    name: setting.name,
    ...(Object.keys(address).length > 0 && { address }),
    ...(typeof logo === 'string' && imageInside.test(logo) && { logo }),
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
