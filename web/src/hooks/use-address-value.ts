import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** A value that is part of the address, so that reloading and going back keep it. */
export function useAddressValue(name: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      ),
    [name, setParams],
  );
  return [params.get(name) ?? '', set];
}

/** Forgets every value in the address; two setters in a row would each start from the same address, and the last would win. */
export function useForgetAddressValues(): () => void {
  const [, setParams] = useSearchParams();
  return useCallback(() => setParams({}, { replace: true }), [setParams]);
}
