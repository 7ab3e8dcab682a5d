/** The agreement that joining accepts; every shop has it. */
export const JOINING_AGREEMENT = 'service'
