import { array, int, optional, struct, uhyper, uint } from '../../xdr/index.js';
import { call, highCall, nothing } from '../procedure.js';
import { domainRef, text, typedParam } from '../types.js';

/** Rows of the protocol table: domain save. */
export const domainSaveRows = {
  domainCoreDump: call(53, struct({ dom: domainRef, to: text, flags: uint }), nothing),
  domainRestore: call(54, struct({ from: text }), nothing),
  domainSave: call(55, struct({ dom: domainRef, to: text }), nothing),
  domainGetSchedulerType: call(
    56,
    struct({ dom: domainRef }),
    struct({ type: text, nparams: int }),
  ),
  domainGetJobInfo: call(
    163,
    struct({ dom: domainRef }),
    struct({
      type: int,
      timeElapsed: uhyper,
      timeRemaining: uhyper,
      dataTotal: uhyper,
      dataProcessed: uhyper,
      dataRemaining: uhyper,
      memTotal: uhyper,
      memProcessed: uhyper,
      memRemaining: uhyper,
      fileTotal: uhyper,
      fileProcessed: uhyper,
      fileRemaining: uhyper,
    }),
  ),
  domainAbortJob: call(164, struct({ dom: domainRef }), nothing),
  domainManagedSave: call(182, struct({ dom: domainRef, flags: uint }), nothing),
  domainHasManagedSaveImage: call(
    183,
    struct({ dom: domainRef, flags: uint }),
    struct({ result: int }),
  ),
  domainManagedSaveRemove: call(184, struct({ dom: domainRef, flags: uint }), nothing),
  domainSaveFlags: call(
    232,
    struct({ dom: domainRef, to: text, dxml: optional(text), flags: uint }),
    nothing,
  ),
  domainRestoreFlags: call(233, struct({ from: text, dxml: optional(text), flags: uint }), nothing),
  domainSaveImageGetXMLDesc: highCall(
    235,
    struct({ file: text, flags: uint }),
    struct({ xml: text }),
  ),
  domainSaveImageDefineXML: highCall(236, struct({ file: text, dxml: text, flags: uint }), nothing),
  domainCoreDumpWithFormat: call(
    334,
    struct({ dom: domainRef, to: text, dumpformat: uint, flags: uint }),
    nothing,
  ),
  domainManagedSaveGetXMLDesc: call(
    388,
    struct({ dom: domainRef, flags: uint }),
    struct({ xml: text }),
  ),
  domainManagedSaveDefineXML: call(
    389,
    struct({ dom: domainRef, dxml: optional(text), flags: uint }),
    nothing,
  ),
  domainGetLaunchSecurityInfo: call(
    396,
    struct({ dom: domainRef, flags: uint }),
    struct({ params: array(typedParam, 64) }),
  ),
  domainSetLaunchSecurityState: call(
    439,
    struct({ dom: domainRef, params: array(typedParam, 64), flags: uint }),
    nothing,
  ),
  domainAbortJobFlags: call(442, struct({ dom: domainRef, flags: uint }), nothing),
};
