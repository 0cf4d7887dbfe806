import { client, dataOf, PAGE_SIZE, readAll } from '../api/client';
import type { FlavourDto } from '../api/types';

export async function readFlavours(signal?: AbortSignal): Promise<FlavourDto[]> {
  return readAll((offset) => {
    const query = { limit: PAGE_SIZE, offset };
    return dataOf(client.GET('/api/v1/flavours', { params: { query }, signal }));
  });
}
