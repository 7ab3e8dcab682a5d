import { View } from '@tarojs/components'
import { useAnswer } from '@/stores/answer'
import { BranchList } from '../branch-list'
import { useStoredBranch } from '../stored-branch'
import { CareCard } from './care-card'
import './index.scss'

const WORDS = {
  here: '在收银台选择门店后,这里显示该问候的会员',
  nothing: '今天没有要问候的会员',
  allDone: '都问候过了',
  comes: '生日、会员卡快到期、很久没来的会员会出现在这里',
}

/** Whom to greet: the words are prepared, a person sends them, and nobody is written to in bulk (wechat.md 3.4). */
export default function CarePage() {
  const here = useStoredBranch()
  const { branch } = here
  const list = useAnswer(
    'counter.careList',
    { branchId: branch?.id ?? '' },
    { enabled: branch !== undefined },
  )
  const { items = [], left = 0 } = list.data ?? {}
  return (
    <BranchList here={here} list={list} items={items} beyond={left} unit="位" portion={5} words={WORDS}>
      {(shown, branchId, onDone) => (
        <View className="stack">
          <View className="small">复制准备好的话,用企业微信逐个发;不合适的可以不发。</View>
          {shown.map((item) => (
            <CareCard key={item.careId} item={item} branchId={branchId} onDone={onDone} />
          ))}
        </View>
      )}
    </BranchList>
  )
}
