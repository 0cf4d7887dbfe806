import { array, hyper, int, opaque, optional, struct, uhyper, uint } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { domainDiskError, domainRef, text, typedParam } from '../types.js';

/** Rows of the protocol table: domain block. */
export const domainBlockRows = {
  domainBlockStats: call(
    64,
    struct({ dom: domainRef, path: text }),
    struct({ rd_req: hyper, rd_bytes: hyper, wr_req: hyper, wr_bytes: hyper, errs: hyper }),
  ),
  domainBlockPeek: call(
    103,
    struct({ dom: domainRef, path: text, offset: uhyper, size: uint, flags: uint }),
    struct({ buffer: opaque(4194304) }),
  ),
  domainGetBlockInfo: call(
    194,
    struct({ dom: domainRef, path: text, flags: uint }),
    struct({ allocation: uhyper, capacity: uhyper, physical: uhyper }),
  ),
  domainBlockJobAbort: call(237, struct({ dom: domainRef, path: text, flags: uint }), nothing),
  domainGetBlockJobInfo: call(
    238,
    struct({ dom: domainRef, path: text, flags: uint }),
    struct({ found: int, type: int, bandwidth: uhyper, cur: uhyper, end: uhyper }),
  ),
  domainBlockJobSetSpeed: call(
    239,
    struct({ dom: domainRef, path: text, bandwidth: uhyper, flags: uint }),
    nothing,
  ),
  domainBlockPull: call(
    240,
    struct({ dom: domainRef, path: text, bandwidth: uhyper, flags: uint }),
    nothing,
  ),
  domainBlockStatsFlags: call(
    243,
    struct({ dom: domainRef, path: text, nparams: int, flags: uint }),
    struct({ params: array(typedParam, 16), nparams: int }),
  ),
  domainBlockResize: call(
    251,
    struct({ dom: domainRef, disk: text, size: uhyper, flags: uint }),
    nothing,
  ),
  domainSetBlockIoTune: call(
    252,
    struct({ dom: domainRef, disk: text, params: array(typedParam, 32), flags: uint }),
    nothing,
  ),
  domainGetBlockIoTune: call(
    253,
    struct({ dom: domainRef, disk: optional(text), nparams: int, flags: uint }),
    struct({ params: array(typedParam, 32), nparams: int }),
  ),
  domainGetDiskErrors: call(
    263,
    struct({ dom: domainRef, maxerrors: uint, flags: uint }),
    struct({ errors: array(domainDiskError, 256), nerrors: int }),
  ),
  domainBlockRebase: call(
    266,
    struct({ dom: domainRef, path: text, base: optional(text), bandwidth: uhyper, flags: uint }),
    nothing,
  ),
  domainBlockCommit: call(
    290,
    struct({
      dom: domainRef,
      disk: text,
      base: optional(text),
      top: optional(text),
      bandwidth: uhyper,
      flags: uint,
    }),
    nothing,
  ),
  domainBlockCopy: call(
    345,
    struct({
      dom: domainRef,
      path: text,
      destxml: text,
      params: array(typedParam, 16),
      flags: uint,
    }),
    nothing,
  ),
  domainSetBlockThreshold: call(
    386,
    struct({ dom: domainRef, dev: text, threshold: uhyper, flags: uint }),
    nothing,
  ),
};
