import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { useAnswer } from '@/stores/answer'
import { useParameters } from '@/stores/parameters'

/** One agreement in the version that was asked for: any that was ever accepted stays readable (L7). */
export default function AgreementPage() {
  const { id = '', version } = useParameters()
  const answer = useAnswer('membership.agreement', { agreementId: id, ...(version ? { version } : {}) })
  const agreement = answer.data
  useEffect(() => {
    if (agreement) void Taro.setNavigationBarTitle({ title: agreement.title })
  }, [agreement])
  return (
    <Page answer={answer} skeleton={<AgreementSkeleton />}>
      <View className="stack">
        <View className="title">{agreement?.title}</View>
        <Text className="agreement-text" userSelect>
          {agreement?.text}
        </Text>
      </View>
    </Page>
  )
}

function AgreementSkeleton() {
  return (
    <View>
      <Skeleton shape="title" width={48} />
      {[100, 92, 96, 60, 100, 88, 72].map((width, index) => (
        <Skeleton key={index} width={width} />
      ))}
    </View>
  )
}
