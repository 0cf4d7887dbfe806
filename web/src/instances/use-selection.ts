import { useState } from 'react';

/** A set of chosen rows; rows that went away are no longer chosen. */
export function useSelection<T extends { id: string }>(rows: T[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = rows.filter((row) => ids.has(row.id));
  return {
    selected,
    isSelected: (id: string) => ids.has(id),
    select: (which: T[], on: boolean) =>
      setIds((before) => {
        const next = new Set(before);
        for (const { id } of which) {
          if (on) next.add(id);
          else next.delete(id);
        }
        return next;
      }),
    clear: () => setIds(new Set()),
  };
}
