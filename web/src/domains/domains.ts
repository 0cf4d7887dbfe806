import { client, dataOf, PAGE_SIZE, readAll } from '../api/client';
import type { ForeignDomainDto, InstanceDto } from '../api/types';

/** The domains of libvirt that are no instances. */
export async function readDomains(signal?: AbortSignal): Promise<ForeignDomainDto[]> {
  return readAll((offset) => {
    const query = { sort: 'name', limit: PAGE_SIZE, offset };
    return dataOf(client.GET('/api/v1/domains', { params: { query }, signal }));
  });
}

/** Makes an instance of a domain. */
export async function adoptDomain(id: string): Promise<InstanceDto> {
  return dataOf(client.POST('/api/v1/domains/{id}/adopt', { params: { path: { id } } }));
}
