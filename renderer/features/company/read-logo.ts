/**
 * A logo as it is printed: whatever picture was chosen, drawn anew as a PNG of the size that paper needs. What else
 * its file held (scripts of an SVG, where a photo was taken) does not go with it.
 */
import { largestLogo } from '../../../shared/company.ts'

export const logoTypes = 'image/png,image/jpeg,image/webp,image/svg+xml'

/** Bytes; a larger file is no logo. */
export const largestLogoFile = 10 * 1024 * 1024

/** Dots: four for each point of its place on paper. */
const widest = 720
const highest = 192

/** A data: address of at most `largestLogo` characters; undefined when this is no picture that can be drawn. */
export async function readLogo(file: Blob): Promise<string | undefined> {
  const address = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    // An SVG need not have a size, and has no dots that would be torn apart.
    const width = image.naturalWidth || widest
    const height = image.naturalHeight || highest
    const fits = Math.min(widest / width, highest / height)
    const scale = file.type === 'image/svg+xml' ? fits : Math.min(1, fits)
    for (const part of [1, 0.75, 0.5, 0.25]) {
      const drawn = draw(image, Math.round(width * scale * part), Math.round(height * scale * part))
      if (drawn !== undefined && drawn.length <= largestLogo) return drawn
    }
    return undefined
  } catch {
    return undefined
  } finally {
    URL.revokeObjectURL(address)
  }
}

function draw(image: HTMLImageElement, width: number, height: number): string | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, width)
  canvas.height = Math.max(1, height)
  const context = canvas.getContext('2d')
  if (!context) return undefined
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png')
}
