import type { Database } from './database'

/**
 * Who prepared which contract: WeChat's notices name the contract, and a message needs the openid,
 * which the books don't hold. A document of its own, so that erasing it leaves the books whole.
 */
export interface Signer {
  /** The contract's code. */
  readonly _id: string
  readonly memberId: string
  readonly openid: string
  readonly createdAt: number
}

export interface Signers {
  insert(signer: Signer): Promise<void>
  read(contractCode: string): Promise<Signer | null>
}

export function signers(database: Database): Signers {
  return {
    async insert(signer) {
      await database.insert('signers', signer)
    },
    read: (contractCode) => database.read<Signer>('signers', contractCode),
  }
}
