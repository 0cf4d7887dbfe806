import type { Caller, CallOptions } from '../rpc/index.js';
import type { CallResult } from '../protocol/index.js';
import type { DomainRef } from './refs.js';
import { fromTypedParameters, type TypedParameters } from './typed-parameters.js';

// Queries that need two calls, or whose response needs more than one step to read.

/** A security label of a process. */
export interface SecurityLabel {
  label: string;
  enforcing: boolean;
}

/** libvirt first returns how many statistics there are, and then that many. */
export async function nodeMemoryStats(
  caller: Caller,
  query: { cellNum: number; flags: number },
  options: CallOptions | undefined,
): Promise<Record<string, number>> {
  const { nparams } = await caller.call('nodeGetMemoryStats', { ...query, nparams: 0 }, options);
  const { params } = await caller.call('nodeGetMemoryStats', { ...query, nparams }, options);
  return Object.fromEntries(params.map(({ field, value }) => [field, Number(value)]));
}

/** libvirt first returns how many statistics there are, and then that many. */
export async function nodeCPUStats(
  caller: Caller,
  query: { cpuNum: number; flags: number },
  options: CallOptions | undefined,
): Promise<Record<string, number>> {
  const { nparams } = await caller.call('nodeGetCPUStats', { ...query, nparams: 0 }, options);
  const { params } = await caller.call('nodeGetCPUStats', { ...query, nparams }, options);
  return Object.fromEntries(params.map(({ field, value }) => [field, Number(value)]));
}

export async function nodeSecurityModel(
  caller: Caller,
  options: CallOptions | undefined,
): Promise<{ model: string; doi: string }> {
  const { model, doi } = await caller.call('nodeGetSecurityModel', undefined, options);
  return { model: textOf(model), doi: textOf(doi) };
}

/** The response has the statistics of all CPUs in one list, `nparams` for each CPU. */
export async function domainCPUStats(
  caller: Caller,
  dom: DomainRef,
  { startCpu, cpus, flags }: { startCpu: number; cpus: number; flags: number },
  options: CallOptions | undefined,
): Promise<TypedParameters[]> {
  const args = { dom, start_cpu: startCpu, ncpus: cpus, flags };
  const counted = await caller.call(
    'domainGetCPUStats',
    { ...args, ncpus: 1, nparams: 0 },
    options,
  );
  const { nparams } = counted;
  const { params } = await caller.call('domainGetCPUStats', { ...args, nparams }, options);
  return Array.from({ length: cpus }, (_, cpu) =>
    fromTypedParameters(params.slice(cpu * nparams, (cpu + 1) * nparams)),
  );
}

/** By default all virtual CPUs, with maps that are as long as the host has CPUs. */
export async function domainVcpus(
  caller: Caller,
  dom: DomainRef,
  { maxVcpus, mapBytes }: { maxVcpus: number | undefined; mapBytes: number | undefined },
  options: CallOptions | undefined,
): Promise<CallResult<'domainGetVcpus'>> {
  const maxinfo = maxVcpus ?? (await caller.call('domainGetInfo', { dom }, options)).nrVirtCpu;
  const maplen = mapBytes ?? (await hostCpuMapBytes(caller, options));
  return caller.call('domainGetVcpus', { dom, maxinfo, maplen }, options);
}

async function hostCpuMapBytes(caller: Caller, options: CallOptions | undefined): Promise<number> {
  const host = await caller.call('nodeGetInfo', undefined, options);
  // As libvirt's VIR_NODEINFO_MAXCPUS: offline CPUs count.
  return Math.ceil((host.nodes * host.sockets * host.cores * host.threads) / 8);
}

export async function domainSecurityLabel(
  caller: Caller,
  dom: DomainRef,
  options: CallOptions | undefined,
): Promise<SecurityLabel> {
  return toSecurityLabel(await caller.call('domainGetSecurityLabel', { dom }, options));
}

export async function domainSecurityLabels(
  caller: Caller,
  dom: DomainRef,
  options: CallOptions | undefined,
): Promise<SecurityLabel[]> {
  const { labels } = await caller.call('domainGetSecurityLabelList', { dom }, options);
  return labels.map(toSecurityLabel);
}

function toSecurityLabel({
  label,
  enforcing,
}: {
  label: Buffer;
  enforcing: number;
}): SecurityLabel {
  return { label: textOf(label), enforcing: enforcing !== 0 };
}

/** The text of a C string in a byte array. */
function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
}
