import {
  Alert,
  Button,
  Card,
  CardBody,
  CardTitle,
  Form,
  FormGroup,
  TextInput,
} from '@patternfly/react-core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';

import { ApiError } from '../api/api-error';
import { Brand } from '../ui/brand';
import { useSignIn } from './session';

/** The wait if the server does not say how long. */
const DEFAULT_WAIT_S = 5;

/** The sign-in form. */
export function SignInPage() {
  const [name, setName] = useState('admin');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const { error } = signIn;
  const isThrottled = error instanceof ApiError && error.status === 429;
  const [waitSeconds, wait] = useCountdown();

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (signIn.isPending || waitSeconds > 0) return;
    signIn.mutate(
      { name: name.trim(), password },
      {
        onError: (failure) => {
          if (!(failure instanceof ApiError) || failure.status !== 429) return;
          wait(failure.retryAfterSeconds ?? DEFAULT_WAIT_S);
        },
      },
    );
  };

  return (
    <main className="ps-sign-in">
      <Card className="ps-sign-in-card" isLarge>
        <CardTitle component="h1">
          <Brand />
        </CardTitle>
        <CardBody>
          <Form onSubmit={submit}>
            {error && (!isThrottled || waitSeconds > 0) && (
              <Alert
                isInline
                isLiveRegion
                variant={isThrottled ? 'warning' : 'danger'}
                title={error.message}
              />
            )}
            <FormGroup label="User name" fieldId="sign-in-name">
              <TextInput
                id="sign-in-name"
                name="username"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                value={name}
                onChange={(_event, value) => setName(value)}
              />
            </FormGroup>
            <FormGroup label="Password" fieldId="sign-in-password">
              <TextInput
                id="sign-in-password"
                name="password"
                type="password"
                autoComplete="current-password"
                autoFocus
                value={password}
                onChange={(_event, value) => setPassword(value)}
              />
            </FormGroup>
            <Button
              type="submit"
              isBlock
              isLoading={signIn.isPending}
              isDisabled={
                signIn.isPending || waitSeconds > 0 || name.trim() === '' || password === ''
              }
            >
              {waitSeconds > 0 ? `Sign in (${waitSeconds} s)` : 'Sign in'}
            </Button>
          </Form>
        </CardBody>
      </Card>
    </main>
  );
}

const TICK_MS = 250;

/** Return the seconds left, and a function that starts a countdown. */
function useCountdown(): [number, (seconds: number) => void] {
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
