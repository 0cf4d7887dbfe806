import { array, charArray, charBytes, int, opaque, struct, uhyper, uint } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { nodeCPUStat, nodeMemoryStat, typedParam } from '../types.js';

/** Rows of the protocol table: node. */
export const nodeRows = {
  nodeGetInfo: highCall(
    6,
    nothing,
    struct({
      model: charArray(32),
      memory: uhyper,
      cpus: int,
      mhz: int,
      nodes: int,
      sockets: int,
      cores: int,
      threads: int,
    }),
  ),
  nodeGetCellsFreeMemory: highCall(
    101,
    struct({ startCell: int, maxcells: int }),
    struct({ cells: array(uhyper, 1024) }),
  ),
  nodeGetFreeMemory: highCall(102, nothing, struct({ freeMem: uhyper })),
  nodeGetSecurityModel: highCall(
    122,
    nothing,
    struct({ model: charBytes(257), doi: charBytes(257) }),
  ),
  nodeGetCPUStats: highCall(
    227,
    struct({ cpuNum: int, nparams: int, flags: uint }),
    struct({ params: array(nodeCPUStat, 16), nparams: int }),
  ),
  nodeGetMemoryStats: highCall(
    228,
    struct({ nparams: int, cellNum: int, flags: uint }),
    struct({ params: array(nodeMemoryStat, 16), nparams: int }),
  ),
  nodeSuspendForDuration: call(
    250,
    struct({ target: uint, duration: uhyper, flags: uint }),
    nothing,
  ),
  nodeSetMemoryParameters: call(
    288,
    struct({ params: array(typedParam, 64), flags: uint }),
    nothing,
  ),
  nodeGetMemoryParameters: call(
    289,
    struct({ nparams: int, flags: uint }),
    struct({ params: array(typedParam, 64), nparams: int }),
  ),
  nodeGetCPUMap: call(
    293,
    struct({ need_map: int, need_online: int, flags: uint }),
    struct({ cpumap: opaque(2048), online: uint, ret: int }),
  ),
  nodeGetFreePages: highCall(
    340,
    struct({ pages: array(uint, 1024), startCell: int, cellCount: uint, flags: uint }),
    struct({ counts: array(uhyper, 1024) }),
  ),
  nodeAllocPages: call(
    347,
    struct({
      pageSizes: array(uint, 1024),
      pageCounts: array(uhyper, 1024),
      startCell: int,
      cellCount: uint,
      flags: uint,
    }),
    struct({ ret: int }),
  ),
  nodeGetSEVInfo: call(
    395,
    struct({ nparams: int, flags: uint }),
    struct({ params: array(typedParam, 64), nparams: int }),
  ),
};
