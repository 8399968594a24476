/** Plain counters since the process started, in the text format that Prometheus reads. */
export function createMetrics() {
  const counters = new Map<string, number>()
  return {
    /** `name` may carry labels: `requests_total{status="2xx"}`. */
    count(name: string, by = 1): void {
      counters.set(name, (counters.get(name) ?? 0) + by)
    },
    text(gauges: Record<string, number>): string {
      const lines = [...counters, ...Object.entries(gauges)].sort(([a], [b]) => (a < b ? -1 : 1))
      return lines.map(([name, value]) => `satchel_${name} ${value}\n`).join('')
    },
  }
}

export type Metrics = ReturnType<typeof createMetrics>
