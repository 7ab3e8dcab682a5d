import { forStaff } from '../entry/handler'
import { displayName } from '../entry/views'

export const staff = forStaff('operations.staff', {
  branch: () => null,
  prepare: () => ({ memberIds: [], prepared: null }),
  async run(_input, { backend }) {
    const members = await backend.journal.staff()
    return {
      staff: members.flatMap(({ state }) =>
        state.staff
          ? [
              {
                memberNumber: state.number,
                displayName: displayName(state),
                role: state.staff.role,
                branchIds: state.staff.branchIds,
                since: state.staff.since,
              },
            ]
          : [],
      ),
    }
  },
})
