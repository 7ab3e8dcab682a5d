import type { PrivacyRequest } from './outcomes'

export function watchPrivacy(_ask: (request: PrivacyRequest) => void): void {
  return undefined
}

export function openPrivacyContract(): void {
  return undefined
}

export function isUndeclaredScope(_error: unknown): boolean {
  return false
}

export function isPrivacyDeclined(_error: unknown): boolean {
  return false
}
