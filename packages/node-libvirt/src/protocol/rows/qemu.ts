import { hyper, int, optional, struct, uint } from '../../xdr/index.js';
import { call, event, highCall, QEMU_PROGRAM } from '../procedure.js';
import { domainRef, text } from '../types.js';

const program = QEMU_PROGRAM;

/** Rows of the protocol table: the QEMU driver's own program. */
export const qemuRows = {
  qemuDomainMonitorCommand: call(
    1,
    struct({ dom: domainRef, cmd: text, flags: uint }),
    struct({ result: text }),
    { program },
  ),
  qemuDomainAttach: call(2, struct({ pid_value: uint, flags: uint }), struct({ dom: domainRef }), {
    program,
  }),
  qemuDomainAgentCommand: call(
    3,
    struct({ dom: domainRef, cmd: text, timeout: int, flags: uint }),
    struct({ result: optional(text) }),
    { program },
  ),
  qemuConnectDomainMonitorEventRegister: highCall(
    4,
    struct({ dom: optional(domainRef), event: optional(text), flags: uint }),
    struct({ callbackID: int }),
    { program },
  ),
  qemuConnectDomainMonitorEventDeregister: highCall(5, struct({ callbackID: int }), struct({}), {
    program,
  }),
  qemuDomainMonitorEvent: event(
    6,
    struct({
      callbackID: int,
      dom: domainRef,
      event: text,
      seconds: hyper,
      micros: uint,
      details: optional(text),
    }),
    { program },
  ),
};
