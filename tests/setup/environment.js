const vm = require('node:vm')
const { TestEnvironment } = require('jest-environment-node')

/**
 * Jest's environment in a realm whose global object is an ordinary one. Jest's own intercepts every
 * mention of `Object` or `Number`, which takes longer than what most functions do with them.
 */
module.exports = class extends TestEnvironment {
  constructor(...options) {
    const { createContext } = vm
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY)
    try {
      super(...options)
    } finally {
      vm.createContext = createContext
    }
  }
}
