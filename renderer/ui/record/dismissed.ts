/** Refusals that the person has read; kept on this device, so that each is told once. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Dismissed {
  ids: readonly string[]
  dismiss: (id: string) => void
}

/** More would never be looked at again. */
const most = 200

export const useDismissed = create<Dismissed>()(
  persist(
    (set) => ({
      ids: [],
      dismiss: (id) => set(({ ids }) => ({ ids: [id, ...ids].slice(0, most) })),
    }),
    { name: 'satchel.dismissed-calls', partialize: ({ ids }) => ({ ids }) },
  ),
)
