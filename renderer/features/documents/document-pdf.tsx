/**
 * A printed document as pages. It lays out what the model says and formats nothing. The head of the table and
 * the foot stand on every page; a line of the order is never torn in two.
 */
import { Document, Font, Image, Page, Path, StyleSheet, Svg, Text, View } from '@react-pdf/renderer'
import type { PrintedColumn, PrintedDocument, PrintedSignature } from './document-model.ts'

// English rules of hyphenation would tear names of products; only what fits no column is broken.
Font.registerHyphenationCallback((word) =>
  word.length <= 24 ? [word] : (word.match(/.{1,12}/gsu) ?? [word]),
)

const ink = '#1f1d18'
const quiet = '#636059'
const rule = '#dbd9d3'

// No height of line anywhere: a text that is laid out again for the count of pages multiplies it, and vanishes.
const styles = StyleSheet.create({
  page: {
    fontSize: 9.5,
    color: ink,
    paddingTop: 48,
    paddingBottom: 64,
    paddingHorizontal: 48,
  },
  head: { flexDirection: 'row', justifyContent: 'space-between', marginBottom: 28 },
  sender: { maxWidth: '60%' },
  senderName: { fontSize: 13, fontWeight: 600 },
  logo: { height: 48, maxWidth: 180, objectFit: 'contain', objectPosition: 'right top' },
  title: { fontSize: 18, fontWeight: 600, marginBottom: 16 },
  columns: { flexDirection: 'row', gap: 24, marginBottom: 20 },
  column: { flex: 1 },
  line: { marginTop: 2.5 },
  label: { color: quiet, fontSize: 8.5 },
  fact: { flexDirection: 'row', marginBottom: 2.5 },
  factLabel: { width: '50%', color: quiet },
  factValue: { width: '50%' },
  remark: { marginBottom: 14 },
  tableHead: {
    flexDirection: 'row',
    borderBottomWidth: 1,
    borderBottomColor: ink,
    paddingBottom: 4,
    fontSize: 8.5,
    fontWeight: 600,
  },
  row: {
    flexDirection: 'row',
    borderBottomWidth: 0.5,
    borderBottomColor: rule,
    paddingVertical: 5,
  },
  sums: { width: '50%', marginLeft: 'auto', marginTop: 12 },
  sum: { flexDirection: 'row', justifyContent: 'space-between', gap: 12, paddingVertical: 2 },
  total: {
    fontSize: 12,
    fontWeight: 600,
    borderTopWidth: 1,
    borderTopColor: ink,
    marginTop: 4,
    paddingTop: 6,
  },
  signature: { width: 220, marginTop: 24 },
  strokes: { height: 64, marginBottom: 4 },
  typed: { fontSize: 14, marginBottom: 6 },
  signed: { borderTopWidth: 0.5, borderTopColor: ink, paddingTop: 3, color: quiet, fontSize: 8.5 },
  foot: {
    position: 'absolute',
    left: 48,
    right: 48,
    bottom: 32,
    flexDirection: 'row',
    justifyContent: 'space-between',
    fontSize: 8.5,
    color: quiet,
  },
})

/** `fonts` are families that have every letter of it, in the order in which they are asked. */
export function DocumentPdf({ printed, fonts }: { printed: PrintedDocument; fonts: string[] }) {
  const { sender, parties, facts, remark, columns, rows, sums, signature } = printed
  return (
    <Document
      title={printed.title}
      author={sender.name}
      language={printed.locale}
      producer="Satchel"
      creator="Satchel"
    >
      <Page size={printed.paper} style={{ ...styles.page, fontFamily: fonts }}>
        <View style={styles.head}>
          <View style={styles.sender}>
            <Text style={styles.senderName}>{sender.name}</Text>
            <Lines of={sender.lines} />
          </View>
          {sender.logo && <Image src={sender.logo} style={styles.logo} />}
        </View>
        <Text style={styles.title}>{printed.title}</Text>
        <View style={styles.columns}>
          {parties.map(({ label, lines }) => (
            <View key={label} style={styles.column}>
              <Text style={styles.label}>{label}</Text>
              <Lines of={lines} />
            </View>
          ))}
          <View style={styles.column}>
            {facts.map(({ label, value }) => (
              <View key={label} style={styles.fact}>
                <Text style={styles.factLabel}>{label}</Text>
                <Text style={styles.factValue}>{value}</Text>
              </View>
            ))}
          </View>
        </View>
        {remark && <Text style={styles.remark}>{remark}</Text>}
        <View style={styles.tableHead} fixed>
          {columns.map((column) => (
            <Text key={column.label} style={cellStyle(column)}>
              {column.label}
            </Text>
          ))}
        </View>
        {rows.map((row, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- printed once, never reordered
          <View key={index} style={styles.row} wrap={false}>
            {columns.map((column, place) => (
              <View key={column.label} style={cellStyle(column)}>
                <Text>{row.cells[place]}</Text>
                {place === 0 && row.remark && <Text style={[styles.label, styles.line]}>{row.remark}</Text>}
              </View>
            ))}
          </View>
        ))}
        <View style={styles.sums} wrap={false}>
          {sums.map(({ label, value, strong }) => (
            <View key={label} style={strong ? [styles.sum, styles.total] : styles.sum}>
              <Text>{label}</Text>
              <Text>{value}</Text>
            </View>
          ))}
        </View>
        {signature && <Signature of={signature} />}
        <View style={styles.foot} fixed>
          <Text>{[sender.name, printed.title].filter(Boolean).join(' · ')}</Text>
          <Text
            render={({ pageNumber, totalPages }) =>
              printed.pageWords.replace('{page}', String(pageNumber)).replace('{pages}', String(totalPages))
            }
          />
        </View>
      </Page>
    </Document>
  )
}

/** The strokes above the line, or the typed name; below it who signed and when. */
const Signature = ({ of: { path, width, height, signer, label } }: { of: PrintedSignature }) => (
  <View style={styles.signature} wrap={false}>
    {path ? (
      <Svg style={styles.strokes} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMinYMax">
        <Path
          d={path}
          stroke={ink}
          strokeWidth={2}
          strokeLinecap="round"
          strokeLinejoin="round"
          fill="none"
        />
      </Svg>
    ) : (
      <Text style={styles.typed}>{signer}</Text>
    )}
    <Text style={styles.signed}>{label}</Text>
  </View>
)

const Lines = ({ of: lines }: { of: readonly string[] }) =>
  lines.map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- printed once, never reordered
    <Text key={index} style={styles.line}>
      {line}
    </Text>
  ))

const cellStyle = ({ width, end }: PrintedColumn) => ({
  flexGrow: width,
  flexShrink: 1,
  flexBasis: 0,
  paddingLeft: end ? 8 : 0,
  textAlign: end ? ('right' as const) : ('left' as const),
})
