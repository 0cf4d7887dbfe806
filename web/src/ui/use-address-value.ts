import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** A value that is part of the address, so that reloading and going back keep it. */
export function useAddressValue(name: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (value: string) => {
      // The address itself: what was rendered last does not know yet of another value that was set a moment ago.
      const next = new URLSearchParams(window.location.search);
      if (value) next.set(name, value);
      else next.delete(name);
      setParams(next, { replace: true });
    },
    [name, setParams],
  );
  return [params.get(name) ?? '', set];
}

/** Forgets every value in the address. */
export function useForgetAddressValues(): () => void {
  const [, setParams] = useSearchParams();
  return useCallback(() => setParams({}, { replace: true }), [setParams]);
}
