import { isRefusal, refuse } from '../contract/refusals'
import { listPrice } from '../domain/catalogue'
import { forStaff } from '../entry/handler'

/** What a till needs to put a basket together; costs and members' rules stay in the back end. */
export const desk = forStaff('counter.desk', {
  branch: (input) => input.branchId,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run({ branchId }, { backend, now }) {
    const release = await backend.releases.current(now)
    if (isRefusal(release)) return release
    const branch = release.branches.find(({ id }) => id === branchId)
    if (!branch) return refuse('BRANCH_FORBIDDEN')
    return {
      branch: { id: branch.id, name: branch.name },
      categories: release.categories.map(({ id, name }) => ({ id, name })),
      products: release.products
        .filter(({ available }) => available)
        .map((product) => ({
          id: product.id,
          name: product.name,
          categoryId: product.categoryId,
          photo: product.photo,
          listPrice: listPrice(product, now),
        })),
      undoMinutes: release.undoMinutes,
    }
  },
})
