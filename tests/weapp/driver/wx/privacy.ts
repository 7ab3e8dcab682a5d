import { Failure, type Surroundings } from './surroundings'

/** APIs and buttons that touch personal data: WeChat lets them pass only after consent. */
export const PERSONAL = new Set([
  ...['getPhoneNumber', 'getRealtimePhoneNumber', 'chooseAvatar', 'setClipboardData', 'getClipboardData'],
  ...['saveImageToPhotosAlbum', 'chooseMedia', 'chooseImage', 'chooseAddress', 'getLocation'],
])

/**
 * Waits for the person's word on the privacy guide, if this API needs it. Fails with WeChat's own
 * errors: 104 when declined, 112 when the guide does not declare the kind of data.
 */
export async function consent({ phone, time, logic }: Surroundings, api: string): Promise<void> {
  if (!PERSONAL.has(api) || phone.privacy === 'agreed') return
  if (phone.privacy === 'undeclared') {
    throw new Failure({ errMsg: 'fail api scope is not declared in the privacy agreement', errno: 112 })
  }
  const agreed = phone.listens('privacy')
    ? await new Promise<boolean>((resolve) => {
        const answered = (answer: { event: string; buttonId?: string }) => {
          if (answer.event === 'exposureAuthorization') return
          const tapped = answer.buttonId !== undefined && answer.buttonId === phone.agreedWith
          if (answer.event === 'agree' && !tapped) time.fail(new Error('consent without a tap on its button'))
          resolve(answer.event === 'agree' && tapped)
        }
        phone.emit('privacy', { resolve: answered, event: logic().bring({ referrer: api }) })
      })
    : await new Promise<boolean>((resolve) => {
        const own = {
          title: '用户隐私保护提示',
          content: api,
          confirmText: '同意',
          cancelText: '拒绝',
          showCancel: true,
        }
        phone.showModal(own, resolve)
      })
  if (!agreed) throw new Failure({ errMsg: 'fail privacy permission is not authorized', errno: 104 })
  phone.privacy = 'agreed'
}
