import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** A value in the query of the URL, so that it survives a reload. */
export function useSearchParam(name: string): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (value: string) => {
      // `params` does not have another value that was set since the last render.
      const next = new URLSearchParams(window.location.search);
      if (value) next.set(name, value);
      else next.delete(name);
      setParams(next, { replace: true });
    },
    [name, setParams],
  );
  return [params.get(name) ?? '', set];
}

/** Return a function that removes the query from the URL. */
export function useClearSearchParams(): () => void {
  const [, setParams] = useSearchParams();
  return useCallback(() => setParams({}, { replace: true }), [setParams]);
}
