import { useEffect, useRef, useState } from 'react';

const TICK_MS = 250;

/** Whole seconds left, and what starts them counting down to 0. */
export function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(() => () => clearInterval(timer.current), []);
  const start = (seconds: number): void => {
    const until = Date.now() + seconds * 1000;
    clearInterval(timer.current);
    setLeft(Math.ceil(seconds));
    timer.current = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer.current);
    }, TICK_MS);
  };
  return [left, start];
}
