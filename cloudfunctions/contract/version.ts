/**
 * The contract's version travels with each call. Functions accept the current and the previous
 * one, so that a release of the mini-program and of the functions need not happen at one moment.
 */
export const CONTRACT_VERSION = 1

export const OLDEST_ACCEPTED_VERSION = Math.max(1, CONTRACT_VERSION - 1)
