/**
 * A share of what several people share is held under the attempt that took it: by its key, one that
 * died before its commit can be found and put out of use.
 */
export function attemptKey(operationId: string, memberNumber: string): string {
  return `${operationId}-${memberNumber}`
}

const ATTEMPT = /^([0-9a-z]{25})-([0-9A-HJKMNP-TV-Z]{13})$/

/** The other way round; null for a hold that isn't an attempt's of a member, such as a badge's reward. */
export function attemptOf(holdKey: string): { operationId: string; memberId: string } | null {
  const [, operationId, memberId] = ATTEMPT.exec(holdKey) ?? []
  return operationId !== undefined && memberId !== undefined ? { operationId, memberId } : null
}
