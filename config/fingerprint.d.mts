export function fingerprint(root: string, inputs: readonly string[]): string
export function buildStamp(
  root: string,
  name: string,
): { matches(digest: string): boolean; write(digest: string): void; clear(): void }
export function alone<T>(root: string, name: string, work: () => Promise<T>): Promise<T>
