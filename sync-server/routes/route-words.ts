/** Words that several routes share in the API's description. */
import { Type } from 'typebox'
import { roles } from '../../shared/roles.ts'
import { uuidSchema } from '../../shared/entities/fields.ts'

export const bySession = [{ session: [] }]

const personSchema = Type.Object({
  id: uuidSchema,
  name: Type.String(),
  email: Type.String(),
  role: Type.Enum([...roles]),
  teamIds: Type.Array(uuidSchema),
  leadsTeamIds: Type.Array(uuidSchema),
})

export const sessionAnswerSchema = Type.Object({
  accessToken: Type.String(),
  refreshToken: Type.String(),
  expiresIn: Type.Integer({ description: 'Seconds.' }),
  deviceId: uuidSchema,
  user: personSchema,
  protocol: Type.Integer(),
})

export const idParams = Type.Object({ id: Type.String({ maxLength: 36 }) })
export interface IdParams {
  id: string
}
