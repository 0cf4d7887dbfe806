import { expect, it } from 'vitest';
import { isDisguised } from './http-adapter.js';

it.each([
  '//api/v1/instances',
  '/API/v1/instances',
  '/Api',
  '/%61pi/v1/instances',
  '/%2561pi/v1/instances',
  '/%25252561pi/v1/instances',
  '/api%2fv1/instances',
  '/api%252fv1%252finstances',
  '/./api/v1/instances',
  '/x/../api/v1/instances',
  '/x/%2e%2e/api/v1/instances',
  '/x/%252e%252e/api/v1/instances',
  '/%2e/api/v1',
  '/\\api/v1',
  '/%5Capi/v1',
  '/%2Fapi/v1',
])('%s is the API in disguise', (path) => {
  expect(isDisguised(path)).toBe(true);
});

it.each([
  '/',
  '/api',
  '/api/v1/instances',
  '/api/',
  '/apis',
  '/instances',
  '/assets/app.js',
  '/%',
  '/%zz',
])('%s is what it looks like', (path) => {
  expect(isDisguised(path)).toBe(false);
});
