import { describe, expect, it } from 'vitest'
import { checkFile, fileIdOf } from '../../../../shared/files/file-document.ts'
import { largestSignaturePath, signatureType } from '../../../../shared/files/file-types.ts'
import { pictureOf } from '../../../../renderer/features/files/signature-path.ts'

const id = '00000000-0000-7000-8000-000000000001'

describe('the picture of a signature', () => {
  it('is as large as what was drawn, wherever on the pad it was', () => {
    const stroke = {
      points: [
        { x: 200, y: 100 },
        { x: 240, y: 120 },
      ],
    }
    expect(pictureOf([stroke])).toEqual({ path: 'M6 6Q46 26 46 26', width: 52, height: 32 })
    expect(pictureOf([])).toBeUndefined()
  })
  it('of a very long signature is coarser, and the document still takes it', () => {
    const points = Array.from({ length: 20_000 }, (_, index) => ({
      x: (index * 7.13) % 600,
      y: (index * 3.77) % 200,
    }))
    const picture = pictureOf([{ points }, { points: [{ x: 1, y: 1 }] }])
    expect(picture?.path.length).toBeLessThanOrEqual(largestSignaturePath)
    const facts = {
      kind: 'signature',
      name: 'Signature.json',
      type: signatureType,
      size: 10,
      sha256: 'a'.repeat(64),
      createdAt: '2026-03-01T10:00:00.000Z',
      createdBy: id,
      signature: { of: 'b'.repeat(64), signer: 'Ana', how: 'drawn', ...picture },
    }
    expect(checkFile(fileIdOf({ collection: 'orders', id }, id), facts)).toBeUndefined()
  })
})
