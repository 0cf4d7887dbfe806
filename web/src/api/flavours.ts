import { readAll } from './http';
import type { FlavourDto } from './types';

export async function readFlavours(signal?: AbortSignal): Promise<FlavourDto[]> {
  return readAll<FlavourDto>('/flavours', {}, signal);
}
