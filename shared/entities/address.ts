import { text } from './fields.ts'

/** A postal address, as printed: no part is required, because real books have gaps. */
export const addressFields = {
  street: text('Street', 200),
  city: text('City', 100),
  region: text('Region', 100),
  postalCode: text('Postal code', 20),
  country: text('Country', 60),
} as const
