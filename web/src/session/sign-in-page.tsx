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
import { useState, type SubmitEvent } from 'react';

import { ApiError, messageOf } from '../api/api-error';
import { Brand } from '../ui/brand';
import { useCountdown } from './use-countdown';
import { useSignIn } from './use-session';

/** When the server throttles and does not say for how long. */
const DEFAULT_WAIT_S = 5;

function signInMessage(error: Error, waitSeconds: number): string {
  if (!(error instanceof ApiError)) return messageOf(error);
  if (error.status === 401) return 'The name or the password is wrong.';
  if (error.status === 429) {
    return waitSeconds > 0
      ? `Too many attempts. Try again in ${waitSeconds} s.`
      : 'Too many attempts. You can try again now.';
  }
  return error.message;
}

export function SignInPage() {
  const [name, setName] = useState('admin');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const { error } = signIn;
  const throttled = error instanceof ApiError && error.status === 429;
  const [waitSeconds, wait] = useCountdown();

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (signIn.isPending || waitSeconds > 0) return;
    signIn.mutate(
      { name: name.trim(), password },
      {
        onError: (refusal) => {
          if (!(refusal instanceof ApiError) || refusal.status !== 429) return;
          wait(refusal.retryAfterSeconds ?? DEFAULT_WAIT_S);
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
            {error && (
              <Alert
                isInline
                isLiveRegion
                variant={throttled ? 'warning' : 'danger'}
                title={signInMessage(error, waitSeconds)}
              />
            )}
            <FormGroup label="Name" fieldId="sign-in-name">
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
              Sign in
            </Button>
          </Form>
        </CardBody>
      </Card>
    </main>
  );
}
