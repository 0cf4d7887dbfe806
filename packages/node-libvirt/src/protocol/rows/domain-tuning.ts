import { array, hyper, int, opaque, struct, uhyper, uint } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import {
  domainIothreadInfo,
  domainMemoryStat,
  domainRef,
  text,
  typedParam,
  vcpuInfo,
} from '../types.js';

/** Rows of the protocol table: domain tuning. */
export const domainTuningRows = {
  domainGetMaxMemory: highCall(17, struct({ dom: domainRef }), struct({ memory: uhyper })),
  domainGetMaxVcpus: highCall(18, struct({ dom: domainRef }), struct({ num: int })),
  domainGetVcpus: highCall(
    20,
    struct({ dom: domainRef, maxinfo: int, maplen: int }),
    struct({ info: array(vcpuInfo, 16384), cpumaps: opaque(8388608) }),
  ),
  domainPinVcpu: call(26, struct({ dom: domainRef, vcpu: uint, cpumap: opaque(2048) }), nothing),
  domainSetMaxMemory: highCall(30, struct({ dom: domainRef, memory: uhyper }), nothing),
  domainSetMemory: call(31, struct({ dom: domainRef, memory: uhyper }), nothing),
  domainSetVcpus: call(32, struct({ dom: domainRef, nvcpus: uint }), nothing),
  domainGetSchedulerParameters: call(
    57,
    struct({ dom: domainRef, nparams: int }),
    struct({ params: array(typedParam, 16) }),
  ),
  domainSetSchedulerParameters: call(
    58,
    struct({ dom: domainRef, params: array(typedParam, 16) }),
    nothing,
  ),
  domainInterfaceStats: highCall(
    65,
    struct({ dom: domainRef, device: text }),
    struct({
      rx_bytes: hyper,
      rx_packets: hyper,
      rx_errs: hyper,
      rx_drop: hyper,
      tx_bytes: hyper,
      tx_packets: hyper,
      tx_errs: hyper,
      tx_drop: hyper,
    }),
  ),
  domainMemoryPeek: call(
    104,
    struct({ dom: domainRef, offset: uhyper, size: uint, flags: uint }),
    struct({ buffer: opaque(4194304) }),
  ),
  domainMemoryStats: call(
    159,
    struct({ dom: domainRef, maxStats: uint, flags: uint }),
    struct({ stats: array(domainMemoryStat, 1024) }),
  ),
  domainSetMemoryParameters: call(
    197,
    struct({ dom: domainRef, params: array(typedParam, 16), flags: uint }),
    nothing,
  ),
  domainGetMemoryParameters: call(
    198,
    struct({ dom: domainRef, nparams: int, flags: uint }),
    struct({ params: array(typedParam, 16), nparams: int }),
  ),
  domainSetVcpusFlags: call(199, struct({ dom: domainRef, nvcpus: uint, flags: uint }), nothing),
  domainGetVcpusFlags: call(200, struct({ dom: domainRef, flags: uint }), struct({ num: int })),
  domainSetMemoryFlags: call(204, struct({ dom: domainRef, memory: uhyper, flags: uint }), nothing),
  domainSetBlkioParameters: call(
    205,
    struct({ dom: domainRef, params: array(typedParam, 16), flags: uint }),
    nothing,
  ),
  domainGetBlkioParameters: call(
    206,
    struct({ dom: domainRef, nparams: int, flags: uint }),
    struct({ params: array(typedParam, 16), nparams: int }),
  ),
  domainSetSchedulerParametersFlags: call(
    219,
    struct({ dom: domainRef, params: array(typedParam, 16), flags: uint }),
    nothing,
  ),
  domainGetSchedulerParametersFlags: call(
    223,
    struct({ dom: domainRef, nparams: int, flags: uint }),
    struct({ params: array(typedParam, 16) }),
  ),
  domainPinVcpuFlags: call(
    225,
    struct({ dom: domainRef, vcpu: uint, cpumap: opaque(2048), flags: uint }),
    nothing,
  ),
  domainGetVcpuPinInfo: call(
    230,
    struct({ dom: domainRef, ncpumaps: int, maplen: int, flags: uint }),
    struct({ cpumaps: opaque(8388608), num: int }),
  ),
  domainSetNumaParameters: call(
    254,
    struct({ dom: domainRef, params: array(typedParam, 16), flags: uint }),
    nothing,
  ),
  domainGetNumaParameters: call(
    255,
    struct({ dom: domainRef, nparams: int, flags: uint }),
    struct({ params: array(typedParam, 16), nparams: int }),
  ),
  domainSetInterfaceParameters: call(
    256,
    struct({ dom: domainRef, device: text, params: array(typedParam, 16), flags: uint }),
    nothing,
  ),
  domainGetInterfaceParameters: call(
    257,
    struct({ dom: domainRef, device: text, nparams: int, flags: uint }),
    struct({ params: array(typedParam, 16), nparams: int }),
  ),
  domainGetCPUStats: call(
    262,
    struct({ dom: domainRef, nparams: uint, start_cpu: int, ncpus: uint, flags: uint }),
    struct({ params: array(typedParam, 2048), nparams: int }),
  ),
  domainPinEmulator: call(
    279,
    struct({ dom: domainRef, cpumap: opaque(2048), flags: uint }),
    nothing,
  ),
  domainGetEmulatorPinInfo: call(
    280,
    struct({ dom: domainRef, maplen: int, flags: uint }),
    struct({ cpumaps: opaque(8388608), ret: int }),
  ),
  domainGetJobStats: call(
    298,
    struct({ dom: domainRef, flags: uint }),
    struct({ type: int, params: array(typedParam, 64) }),
  ),
  domainSetMemoryStatsPeriod: call(
    308,
    struct({ dom: domainRef, period: int, flags: uint }),
    nothing,
  ),
  domainGetIOThreadInfo: call(
    351,
    struct({ dom: domainRef, flags: uint }),
    struct({ info: array(domainIothreadInfo, 16384), ret: uint }),
  ),
  domainPinIOThread: call(
    352,
    struct({ dom: domainRef, iothreads_id: uint, cpumap: opaque(2048), flags: uint }),
    nothing,
  ),
  domainAddIOThread: call(355, struct({ dom: domainRef, iothread_id: uint, flags: uint }), nothing),
  domainDelIOThread: call(356, struct({ dom: domainRef, iothread_id: uint, flags: uint }), nothing),
  domainGetPerfEvents: call(
    365,
    struct({ dom: domainRef, flags: uint }),
    struct({ params: array(typedParam, 64) }),
  ),
  domainSetPerfEvents: call(
    366,
    struct({ dom: domainRef, params: array(typedParam, 64), flags: uint }),
    nothing,
  ),
  domainGetGuestVcpus: call(
    371,
    struct({ dom: domainRef, flags: uint }),
    struct({ params: array(typedParam, 64) }),
  ),
  domainSetGuestVcpus: call(
    372,
    struct({ dom: domainRef, cpumap: text, state: int, flags: uint }),
    nothing,
  ),
  domainSetVcpu: call(
    384,
    struct({ dom: domainRef, cpumap: text, state: int, flags: uint }),
    nothing,
  ),
  domainSetIOThreadParams: call(
    402,
    struct({ dom: domainRef, iothread_id: uint, params: array(typedParam, 64), flags: uint }),
    nothing,
  ),
  domainSaveParams: call(
    440,
    struct({ dom: domainRef, params: array(typedParam, 64), flags: uint }),
    nothing,
  ),
  domainRestoreParams: call(441, struct({ params: array(typedParam, 64), flags: uint }), nothing),
};
