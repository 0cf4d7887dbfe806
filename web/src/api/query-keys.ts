/** The keys of everything that the query cache holds. */
export const queryKeys = {
  session: ['session'] as const,
  host: ['host'] as const,
  flavours: ['flavours'] as const,
  images: ['images'] as const,
  instances: ['instances'] as const,
  domains: ['domains'] as const,
  operations: ['operations'] as const,
  events: ['events'] as const,
  instanceEvents: (id: string) => ['instance-events', id] as const,
  instanceXml: (id: string) => ['instance-xml', id] as const,
  screenshot: (id: string) => ['screenshot', id] as const,
};
