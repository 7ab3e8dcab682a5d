/** Where the phone keeps the branch that its clerk chose; the till and the day's list read it. */
export const BRANCH_KEY = 'till-branch'
