import { Input, Picker, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PhoneRow } from '@/components/phone-row'
import { SkeletonRows } from '@/components/skeleton'
import type { Output } from '@/services/contract'
import { useAnswer } from '@/stores/answer'
import { useCorrection, type Correction } from './use-correction'
import './index.scss'

type Profile = Output<'membership.privacy'>['profile']

/** What the member said of itself: corrected or taken out, each by itself (PIPL 46, 47). */
export default function ProfilePage() {
  const answer = useAnswer('membership.privacy', {})
  const profile = answer.data?.profile
  return (
    <Page answer={answer} skeleton={<SkeletonRows count={3} />}>
      {profile ? <Content profile={profile} reload={answer.reload} /> : null}
    </Page>
  )
}

interface PartProps {
  profile: Profile
  correction: Correction
}

function Content({ profile, reload }: { profile: Profile; reload: () => Promise<void> }) {
  const correction = useCorrection(reload)
  const { done, problem } = correction
  return (
    <View className="stack">
      <View className="small">三项都可以不填。改动立刻生效,删除后不再保存。</View>
      <Nickname profile={profile} correction={correction} />
      <Phone profile={profile} correction={correction} />
      <Birthday profile={profile} correction={correction} />
      <View>{problem ? <Notice tone="danger">{problem}</Notice> : null}</View>
      <View>{done ? <Notice tone="saved">{done}</Notice> : null}</View>
    </View>
  )
}

function Nickname({ profile: { nickname }, correction: { busy, correct, say } }: PartProps) {
  const [name, setName] = useState(nickname ?? '')
  useEffect(() => setName(nickname ?? ''), [nickname])
  const save = () => {
    const typed = name.trim()
    if (typed === '') return say('请先写下怎么称呼')
    correct({ nickname: typed }, '称呼已修改')
  }
  return (
    <Card>
      <View className="title">怎么称呼</View>
      <Input
        className="profile-input"
        type="nickname"
        maxlength={20}
        placeholder="还没有填写"
        value={name}
        onInput={({ detail }) => setName(detail.value)}
      />
      <View className="profile-act">
        <Button kind="secondary" compact loading={busy} onTap={save}>
          保存
        </Button>
        {nickname === null ? null : (
          <Button
            kind="secondary"
            compact
            loading={busy}
            onTap={() => correct({ nickname: null }, '称呼已删除')}
          >
            删除
          </Button>
        )}
      </View>
    </Card>
  )
}

function Phone({ profile: { maskedPhone }, correction: { busy, correct } }: PartProps) {
  return (
    <Card>
      <View className="title">手机号</View>
      <View>
        {maskedPhone === null ? (
          <PhoneRow />
        ) : (
          <View>
            <View className="profile-value">{maskedPhone}</View>
            <View className="small">删除后,店员不能再凭手机号找到您,可以随时重新绑定。</View>
            <View className="profile-act">
              <Button
                kind="secondary"
                compact
                loading={busy}
                onTap={() => correct({ phone: null }, '手机号已删除')}
              >
                删除
              </Button>
            </View>
          </View>
        )}
      </View>
    </Card>
  )
}

const FIRST_BIRTHDAY = '1900-01-01'

function Birthday({ profile: { monthDay }, correction: { busy, correct } }: PartProps) {
  return (
    <Card>
      <View className="title">生日</View>
      <View className="small">年份只用来判断是否成年:成年人只保存月和日,不满14岁的不保存生日。</View>
      <Picker
        mode="date"
        start={FIRST_BIRTHDAY}
        value="1990-01-01"
        onChange={({ detail }) => correct({ birthday: detail.value }, '生日已修改')}
      >
        <View className="profile-birthday">
          <View className="grow">{monthDay === null ? '还没有填写' : monthDayText(monthDay)}</View>
          <Icon name="chevron-down" size="small" />
        </View>
      </Picker>
      <View>
        {monthDay === null ? null : (
          <View className="profile-act">
            <Button
              kind="secondary"
              compact
              loading={busy}
              onTap={() => correct({ birthday: null }, '生日已删除')}
            >
              删除
            </Button>
          </View>
        )}
      </View>
    </Card>
  )
}

/** `11-22` as `11月22日`. */
function monthDayText(monthDay: string): string {
  const [month, day] = monthDay.split('-').map(Number)
  return `${month}月${day}日`
}
