import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { canScan, scanCode } from '@/platform/scan'
import { FALLBACKS } from '@/platform/outcomes'
import { open } from '@/services/routes'
import { CodeField } from './code-field'
import { useTill } from './use-till'
import './start-panel.scss'

interface Props {
  branchName: string
  /** Left out for who works at one branch only. */
  onBranch?: () => void
  onFind: () => void
  /** Where there is no camera: pick one of the codes that other screens show. */
  onCodes: () => void
}

/** Nobody is served: the scan button fills the lower third, everything else is small. */
export function StartPanel({ branchName, onBranch, onFind, onCodes }: Props) {
  const finding = useTill((till) => till.phase === 'finding')
  const problem = useTill((till) => till.problem)
  const [withoutCamera, setWithoutCamera] = useState(false)
  const { scan } = useTill.getState()

  const openCamera = async () => {
    const outcome = await scanCode()
    setWithoutCamera(outcome.kind === 'unavailable')
    if (outcome.kind === 'scanned') void scan(outcome.code)
  }

  return (
    <View className="start">
      <View className="start__head">
        <View className="start__branch" onClick={onBranch}>
          <Icon name="store" size="small" />
          <Text className="start__branch-name">{branchName}</Text>
          <View>{onBranch ? <Icon name="chevron-down" size="small" /> : null}</View>
        </View>
        <View className="start__today" onClick={() => open('tasks')}>
          <Icon name="tasks" size="small" />
          <Text>待准备</Text>
        </View>
        <View className="start__today" onClick={() => open('care')}>
          <Icon name="users" size="small" />
          <Text>关怀</Text>
        </View>
        <View className="start__today" onClick={() => open('counterToday')}>
          <Icon name="receipt" size="small" />
          <Text>今日小票</Text>
        </View>
      </View>
      <View className="start__words">
        <View className="start__title">{finding ? '正在查找会员' : '请会员打开会员码'}</View>
        <View className="start__hint">
          {finding ? '上一位会员的信息已清除' : '扫码后选商品,报价即时显示'}
        </View>
      </View>
      <View className="start__notice">
        {problem ? <Notice tone="danger">{problem.message}</Notice> : null}
        {withoutCamera && !problem ? <Notice tone="warn">{FALLBACKS.camera}</Notice> : null}
      </View>
      <CodeField disabled={finding} />
      <View className="start__find" hoverClass="start__find--pressed" onClick={finding ? undefined : onFind}>
        <Icon name="phone" size="small" />
        <Text className="start__find-words">按手机号查找</Text>
        <Icon name="chevron-right" size="small" />
      </View>
      <View
        className={finding ? 'start__scan start__scan--busy' : 'start__scan'}
        hoverClass={finding ? 'none' : 'start__scan--pressed'}
        hoverStayTime={80}
        ariaRole="button"
        onClick={finding ? undefined : canScan ? () => void openCamera() : onCodes}
      >
        <Icon name={canScan ? 'scan' : 'qr-code'} size="hero" />
        <Text className="start__scan-words">
          {finding ? '正在查找…' : canScan ? '扫会员码' : '选择会员码'}
        </Text>
      </View>
    </View>
  )
}
