/**
 * A logo as the layout engine can print it. In a browser that waits for ever for a PNG with transparency, so every logo
 * is drawn anew as a JPEG on the white of the paper. Runs in the document worker.
 */

/** A data: address of a JPEG; undefined when the picture cannot be read, which is no reason to print nothing. */
export async function printableLogo(logo: string): Promise<string | undefined> {
  try {
    const bytes = Uint8Array.from(atob(logo.slice(logo.indexOf(',') + 1)), (letter) => letter.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes]))
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    if (!context) return undefined
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0)
    image.close()
    return await dataAddress(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 }))
  } catch {
    return undefined
  }
}

const dataAddress = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''))
    reader.addEventListener('error', () => reject(new Error('the logo could not be read')))
    reader.readAsDataURL(blob)
  })
