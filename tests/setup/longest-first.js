const { default: Sequencer } = require('@jest/test-sequencer')

/**
 * The suites that take minutes, the longest first. By itself jest begins with the largest files,
 * which these are not: they would come last, in workers that have grown, with a core that waits.
 */
const LONGEST = [
  'faults/schedules-',
  'faults/pairs.',
  'faults/crash-points-auto-renew.',
  'attacks/fuzz.',
  'attacks/roles.',
  'faults/callbacks.',
  'functions/refund-messages.',
]

/** Where a file stands among them; behind all of them when it isn't one. */
function placeOf(file) {
  const place = LONGEST.findIndex((name) => file.replaceAll('\\', '/').includes(`/tests/${name}`))
  return place === -1 ? LONGEST.length : place
}

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    // Sorting is stable: those of one place stay as jest has ordered them.
    return [...super.sort(tests)].sort((one, other) => placeOf(one.path) - placeOf(other.path))
  }
}
