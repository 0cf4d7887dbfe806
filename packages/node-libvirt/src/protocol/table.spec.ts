import { describe, expect, expectTypeOf, it } from 'vitest';
import { asTyped } from '../xdr/index.js';
import {
  type CallArgs,
  type CallResult,
  type EventMessage,
  protocolTable,
  QEMU_PROGRAM,
  REMOTE_PROGRAM,
} from './index.js';

describe('the protocol table', () => {
  const rows = Object.entries(protocolTable);

  it('uses each procedure number of a program once', () => {
    const seen = new Map(rows.map(([name, row]) => [`${row.program}:${row.number}`, name]));
    expect(seen.size).toBe(rows.length);
  });

  it.each([
    [REMOTE_PROGRAM, 456],
    [QEMU_PROGRAM, 6],
  ])('has every procedure number of program %i', (program, last) => {
    const numbers = rows
      .filter(([, row]) => row.program === program)
      .map(([, row]) => row.number)
      .toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: last }, (_, i) => i + 1));
  });

  it('marks the same calls as libvirt with high priority', () => {
    const high = rows.filter(([, row]) => row.kind === 'call' && row.priority === 'high');
    // The number of `@priority: high` in the two .x files of libvirt 11.3.
    expect(high.length).toBe(187 + 2);
    expect(protocolTable.domainDestroy.priority).toBe('high');
    expect(protocolTable.qemuConnectDomainMonitorEventRegister.priority).toBe('high');
    expect(protocolTable.domainGetXMLDesc.priority).toBe(undefined);
    expect(protocolTable.domainCreate.priority).toBe(undefined);
  });

  it('defines the types of calls and events', () => {
    expectTypeOf<CallArgs<'domainGetXMLDesc'>>().toEqualTypeOf<{
      dom: { name: string; uuid: string; id: number };
      flags: number;
    }>();
    expectTypeOf<CallArgs<'storageVolResize'>['capacity']>().toEqualTypeOf<number | bigint>();
    expectTypeOf<CallArgs<'connectGetType'>>().toBeUndefined();
    expectTypeOf<CallResult<'nodeGetFreeMemory'>['freeMem']>().toEqualTypeOf<bigint>();
    expectTypeOf<EventMessage<'storagePoolEventRefresh'>['callbackID']>().toEqualTypeOf<number>();
    expect(asTyped<object>(protocolTable.connectGetType)).toMatchObject({ number: 3 });
  });
});
