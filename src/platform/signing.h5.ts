import type { SigningPage } from './outcomes'
import { currentPerson } from './person'

interface SigningMessage {
  type?: unknown
  signingId?: unknown
}

/** Opens the local signing page in a frame over the page; true when the person left it. */
export async function openSigning({ extraData }: SigningPage): Promise<boolean> {
  const signingId = await beginSigning(extraData).catch(() => null)
  if (signingId === null) return false
  return new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.src = `${API_BASE}/wechat/signing/${encodeURIComponent(signingId)}`
    frame.title = '微信自动续费'
    frame.setAttribute('style', 'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:9999')
    const listen = (event: MessageEvent<SigningMessage | null>) => {
      const message = event.data
      if (message?.type !== 'wechat-signing' || message.signingId !== signingId) return
      window.removeEventListener('message', listen)
      frame.remove()
      resolve(true)
    }
    window.addEventListener('message', listen)
    document.body.appendChild(frame)
  })
}

async function beginSigning(extraData: Record<string, string>): Promise<string> {
  const response = await fetch(`${API_BASE}/wechat/signing`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: currentPerson(), extraData }),
  })
  if (!response.ok) throw new Error(`signing answered ${response.status}`)
  const { signingId } = (await response.json()) as { signingId: string }
  return signingId
}
