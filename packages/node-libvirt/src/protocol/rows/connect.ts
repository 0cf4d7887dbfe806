import { array, int, optional, struct, uhyper, uint } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { domainRef, domainStatsRecord, text, typedParam } from '../types.js';

/** Rows of the protocol table: connect. */
export const connectRows = {
  connectOpen: highCall(1, struct({ name: optional(text), flags: uint }), nothing),
  connectClose: highCall(2, nothing, nothing),
  connectGetType: highCall(3, nothing, struct({ type: text })),
  connectGetVersion: highCall(4, nothing, struct({ hv_ver: uhyper })),
  connectGetMaxVcpus: highCall(5, struct({ type: optional(text) }), struct({ max_vcpus: int })),
  connectGetCapabilities: call(7, nothing, struct({ capabilities: text })),
  connectListDefinedDomains: highCall(
    21,
    struct({ maxnames: int }),
    struct({ names: array(text, 16384) }),
  ),
  connectNumOfDefinedDomains: highCall(25, nothing, struct({ num: int })),
  connectListDomains: highCall(37, struct({ maxids: int }), struct({ ids: array(int, 16384) })),
  connectNumOfDomains: highCall(51, nothing, struct({ num: int })),
  connectGetHostname: highCall(59, nothing, struct({ hostname: text })),
  connectSupportsFeature: highCall(60, struct({ feature: int }), struct({ supported: int })),
  connectGetURI: highCall(110, nothing, struct({ uri: text })),
  connectDomainXMLFromNative: call(
    135,
    struct({ nativeFormat: text, nativeConfig: text, flags: uint }),
    struct({ domainXml: text }),
  ),
  connectDomainXMLToNative: call(
    136,
    struct({ nativeFormat: text, domainXml: text, flags: uint }),
    struct({ nativeConfig: text }),
  ),
  connectIsSecure: highCall(149, nothing, struct({ secure: int })),
  connectGetLibVersion: highCall(157, nothing, struct({ lib_ver: uhyper })),
  connectCompareCPU: highCall(158, struct({ xml: text, flags: uint }), struct({ result: int })),
  connectBaselineCPU: call(
    162,
    struct({ xmlCPUs: array(text, 256), flags: uint }),
    struct({ cpu: text }),
  ),
  connectGetSysinfo: highCall(203, struct({ flags: uint }), struct({ sysinfo: text })),
  connectListAllDomains: highCall(
    273,
    struct({ need_results: int, flags: uint }),
    struct({ domains: array(domainRef, 16384), ret: uint }),
  ),
  connectGetCPUModelNames: call(
    312,
    struct({ arch: text, need_results: int, flags: uint }),
    struct({ models: array(text, 8192), ret: int }),
  ),
  connectGetDomainCapabilities: call(
    342,
    struct({
      emulatorbin: optional(text),
      arch: optional(text),
      machine: optional(text),
      virttype: optional(text),
      flags: uint,
    }),
    struct({ capabilities: text }),
  ),
  connectGetAllDomainStats: call(
    344,
    struct({ doms: array(domainRef, 16384), stats: uint, flags: uint }),
    struct({ retStats: array(domainStatsRecord, 16384) }),
  ),
  connectRegisterCloseCallback: highCall(360, nothing, nothing),
  connectUnregisterCloseCallback: highCall(361, nothing, nothing),
  connectCompareHypervisorCPU: call(
    393,
    struct({
      emulator: optional(text),
      arch: optional(text),
      machine: optional(text),
      virttype: optional(text),
      xmlCPU: text,
      flags: uint,
    }),
    struct({ result: int }),
  ),
  connectBaselineHypervisorCPU: call(
    394,
    struct({
      emulator: optional(text),
      arch: optional(text),
      machine: optional(text),
      virttype: optional(text),
      xmlCPUs: array(text, 256),
      flags: uint,
    }),
    struct({ cpu: text }),
  ),
  connectSetIdentity: call(419, struct({ params: array(typedParam, 20), flags: uint }), nothing),
};
