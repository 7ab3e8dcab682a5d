/** Style sheets and pictures mean nothing to the logic under test. */
module.exports = {}
