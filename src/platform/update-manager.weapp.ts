import Taro from '@tarojs/taro'

let ready = false

/** A new release that has been downloaded is offered, never forced. */
export function announceUpdates(): void {
  const manager = Taro.getUpdateManager()
  manager.onUpdateReady(() => {
    ready = true
    void Taro.showModal({
      title: '新版本已准备好',
      content: '重启后使用新版本,填写中的内容会保留。',
      confirmText: '重启',
      cancelText: '稍后',
    }).then(({ confirm }) => {
      if (confirm) manager.applyUpdate()
    })
  })
}

/** The back end no longer speaks this version's language (UPDATE_REQUIRED). */
export function requireUpdate(): void {
  const manager = Taro.getUpdateManager()
  void Taro.showModal({
    title: '请更新小程序',
    content: ready
      ? '当前版本较旧,重启后即可继续,内容没有丢失。'
      : '当前版本较旧。请从微信「最近使用」中删除本小程序后重新打开,内容没有丢失。',
    showCancel: false,
    confirmText: ready ? '重启' : '知道了',
  }).then(() => {
    if (ready) manager.applyUpdate()
  })
}
