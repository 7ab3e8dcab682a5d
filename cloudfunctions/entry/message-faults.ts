import type { Release } from '../domain/release'
import type { MessageFault } from '../ledger/message-faults'
import type { Backend } from './backend'

/** Another week without a refusal, and the fault was mended at WeChat itself. */
const STANDS_MS = 7 * 86_400_000

/** Templates that WeChat refuses as they are set up now: what the owner has to mend. */
export async function standingFaults(
  { messageFaults }: Pick<Backend, 'messageFaults'>,
  { settings }: Pick<Release, 'settings'>,
  now: number,
): Promise<MessageFault[]> {
  const faults = await messageFaults.all()
  return faults.filter(({ _id, setUp, at }) => {
    const own = settings?.messages?.[_id]
    return own !== undefined && setUp === setUpText(own) && at + STANDS_MS > now
  })
}

/** How a template is set up, to compare. */
export function setUpText({
  templateId,
  fields,
}: {
  templateId: string
  fields: Readonly<Record<string, string>>
}): string {
  return JSON.stringify([templateId, Object.entries(fields).sort()])
}
