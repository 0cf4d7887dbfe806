import type { RequestHandler } from 'express';
import { Histogram, type Registry } from 'prom-client';

/** Measure all requests by the pattern of their route: paths would make a series for each name. */
export function httpMetrics(registry: Registry): RequestHandler {
  const durations = new Histogram({
    name: 'picostack_http_request_duration_seconds',
    help: 'Durations of HTTP requests, by method, route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [registry],
  });
  return (request, response, next) => {
    const end = durations.startTimer();
    response.once('close', () => {
      const route: unknown = Object(request.route)['path'];
      end({
        method: METHODS.has(request.method) ? request.method : 'other',
        // What the router does not know is a file of the page, or a wrong path.
        route: typeof route === 'string' ? route : 'none',
        status: response.statusCode,
      });
    });
    next();
  };
}

/** Clients can send any method, so the others share one label. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
