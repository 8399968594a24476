/** The small picture that stands for a file: what it shows, or what kind it is. */
import { Text } from '@mantine/core'
import {
  IconFileText,
  IconFileTypePdf,
  IconMicrophone,
  IconPhoto,
  IconWritingSign,
} from '@tabler/icons-react'
import type { FileDocument } from '../../../shared/files/file-document.ts'
import classes from './file-card.module.css'

export function FilePreview({ file }: { file: FileDocument }) {
  const { kind, type, thumbnail, signature } = file
  if (thumbnail) return <img className={classes['picture']} src={thumbnail} alt="" />
  if (signature?.path)
    return (
      <svg
        className={classes['signature']}
        viewBox={`0 0 ${signature.width ?? 1} ${signature.height ?? 1}`}
        aria-hidden
      >
        <path d={signature.path} />
      </svg>
    )
  if (signature)
    return (
      <Text fs="italic" size="lg" px="sm" truncate>
        {signature.signer}
      </Text>
    )
  const Icon =
    kind === 'photo'
      ? IconPhoto
      : kind === 'voice'
        ? IconMicrophone
        : kind === 'signature'
          ? IconWritingSign
          : type === 'application/pdf'
            ? IconFileTypePdf
            : IconFileText
  return <Icon size={40} stroke={1.25} aria-hidden />
}
