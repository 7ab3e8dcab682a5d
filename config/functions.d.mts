export function functionNames(sourceDir: string): string[]
export function buildFunctions(options: {
  root: string
  sourceDir?: string
  outDir?: string
  force?: boolean
}): Promise<{ names: string[]; built: boolean }>
