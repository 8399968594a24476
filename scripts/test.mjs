/**
 * `npm test`: everything that must be green, in the order in which it fails fastest. Stops at the first step that
 * fails. The last line counts the tests of all steps. `npm test -- --long` runs the long browser tests as well.
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

// The long ones repeat in other languages, seeds and clocks what the short ones show.
if (process.argv.includes('--long')) process.env.SATCHEL_LONG_TESTS = '1'

const root = path.resolve(import.meta.dirname, '..')
const results = path.join(root, 'node_modules/.cache/satchel-tests')
fs.rmSync(results, { recursive: true, force: true })
fs.mkdirSync(results, { recursive: true })
const unitResults = path.join(results, 'unit.json')
const appResults = path.join(results, 'app.json')

const steps = [
  { title: 'types', run: ['typescript/bin/tsc', '-b'] },
  { title: 'lint', run: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
  { title: 'format', run: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  {
    title: 'unit and integration tests',
    run: [
      'vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitResults}`,
    ],
    count: () => {
      const { numPassedTests, numFailedTests } = read(unitResults)
      return { passed: numPassedTests, failed: numFailedTests }
    },
    unfinished: unfinishedUnitTests,
  },
  { title: 'build', run: ['../scripts/build.mjs'] },
  {
    title: 'browser and desktop tests',
    run: ['@playwright/test/cli.js', 'test'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: appResults },
    count: () => {
      const { stats, errors } = read(appResults)
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length }
    },
  },
]

/** Times that unfinished files are run again, and files beyond which something else is wrong. */
const mostAgain = 2
const mostUnfinished = 3

const total = { passed: 0, failed: 0 }
for (const step of steps) {
  const started = performance.now()
  console.log(`\n── ${step.title} ──`)
  let ok = await run(step)
  // V8 may abort where many threads end (https://github.com/nodejs/node/issues/64500), and takes a whole file of tests
  // with it. A test that fails is not run again.
  for (let again = 0; !ok && again < mostAgain; again++) {
    const { files, passed } = step.unfinished?.() ?? { files: [], passed: 0 }
    if (files.length === 0 || files.length > mostUnfinished) break
    console.log(`\nThe process of these tests ended before they did; again:\n  ${files.join('\n  ')}\n`)
    total.passed += passed
    ok = await run({ ...step, run: [...step.run, ...files] })
  }
  const counted = step.count?.() ?? { passed: 0, failed: 0 }
  total.passed += counted.passed
  // A step may fail without a failing test: a type error, a crash, a test that could not be loaded.
  total.failed += ok ? counted.failed : Math.max(1, counted.failed)
  console.log(
    `${step.title}: ${ok ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  )
  if (!ok) {
    console.log(`\n✘ ${step.title} failed; the steps after it did not run`)
    break
  }
}
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

function run({ run: [script, ...words], environment = {} }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...words], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, CI: process.env.CI ?? '1', ...environment },
    })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}

/** Files of which not every test was run, and how many tests passed in the others; none where any test failed. */
function unfinishedUnitTests() {
  const { numFailedTests, testResults = [] } = read(unitResults)
  const tests = testResults.map(({ name, status, assertionResults: each }) => ({
    file: path.relative(root, name),
    isWhole: status === 'passed' && each.length > 0 && each.every((test) => test.status !== 'pending'),
    passed: each.filter((test) => test.status === 'passed').length,
  }))
  if (numFailedTests > 0) return { files: [], passed: 0 }
  return {
    files: tests.filter(({ isWhole }) => !isWhole).map(({ file }) => file),
    passed: tests.filter(({ isWhole }) => isWhole).reduce((sum, { passed }) => sum + passed, 0),
  }
}

/** A step that crashed leaves no result: it counts as no tests, and as failed. */
function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return {
      numPassedTests: 0,
      numFailedTests: 0,
      stats: { expected: 0, flaky: 0, unexpected: 0 },
      errors: [],
    }
  }
}
