import { array, int, opaque, optional, struct, uhyper, uint } from '../../xdr/index.js';
import { call, nothing } from '../procedure.js';
import { domainRef, text, typedParam } from '../types.js';

/** Rows of the protocol table: domain migrate. */
export const domainMigrateRows = {
  domainMigratePrepare: call(
    61,
    struct({ uri_in: optional(text), flags: uhyper, dname: optional(text), bandwidth: uhyper }),
    struct({ cookie: opaque(4194304), uri_out: optional(text) }),
  ),
  domainMigratePerform: call(
    62,
    struct({
      dom: domainRef,
      cookie: opaque(4194304),
      uri: text,
      flags: uhyper,
      dname: optional(text),
      bandwidth: uhyper,
    }),
    nothing,
  ),
  domainMigrateFinish: call(
    63,
    struct({ dname: text, cookie: opaque(4194304), uri: text, flags: uhyper }),
    struct({ ddom: domainRef }),
  ),
  domainMigratePrepare2: call(
    108,
    struct({
      uri_in: optional(text),
      flags: uhyper,
      dname: optional(text),
      bandwidth: uhyper,
      dom_xml: text,
    }),
    struct({ cookie: opaque(4194304), uri_out: optional(text) }),
  ),
  domainMigrateFinish2: call(
    109,
    struct({ dname: text, cookie: opaque(4194304), uri: text, flags: uhyper, retcode: int }),
    struct({ ddom: domainRef }),
  ),
  domainMigratePrepareTunnel: call(
    148,
    struct({ flags: uhyper, dname: optional(text), bandwidth: uhyper, dom_xml: text }),
    nothing,
    { stream: 'write' },
  ),
  domainMigrateSetMaxDowntime: call(
    166,
    struct({ dom: domainRef, downtime: uhyper, flags: uint }),
    nothing,
  ),
  domainMigrateSetMaxSpeed: call(
    207,
    struct({ dom: domainRef, bandwidth: uhyper, flags: uint }),
    nothing,
  ),
  domainMigrateBegin3: call(
    213,
    struct({
      dom: domainRef,
      xmlin: optional(text),
      flags: uhyper,
      dname: optional(text),
      bandwidth: uhyper,
    }),
    struct({ cookie_out: opaque(4194304), xml: text }),
  ),
  domainMigratePrepare3: call(
    214,
    struct({
      cookie_in: opaque(4194304),
      uri_in: optional(text),
      flags: uhyper,
      dname: optional(text),
      bandwidth: uhyper,
      dom_xml: text,
    }),
    struct({ cookie_out: opaque(4194304), uri_out: optional(text) }),
  ),
  domainMigratePrepareTunnel3: call(
    215,
    struct({
      cookie_in: opaque(4194304),
      flags: uhyper,
      dname: optional(text),
      bandwidth: uhyper,
      dom_xml: text,
    }),
    struct({ cookie_out: opaque(4194304) }),
    { stream: 'write' },
  ),
  domainMigratePerform3: call(
    216,
    struct({
      dom: domainRef,
      xmlin: optional(text),
      cookie_in: opaque(4194304),
      dconnuri: optional(text),
      uri: optional(text),
      flags: uhyper,
      dname: optional(text),
      bandwidth: uhyper,
    }),
    struct({ cookie_out: opaque(4194304) }),
  ),
  domainMigrateFinish3: call(
    217,
    struct({
      dname: text,
      cookie_in: opaque(4194304),
      dconnuri: optional(text),
      uri: optional(text),
      flags: uhyper,
      cancelled: int,
    }),
    struct({ dom: domainRef, cookie_out: opaque(4194304) }),
  ),
  domainMigrateConfirm3: call(
    218,
    struct({ dom: domainRef, cookie_in: opaque(4194304), flags: uhyper, cancelled: int }),
    nothing,
  ),
  domainMigrateGetMaxSpeed: call(
    242,
    struct({ dom: domainRef, flags: uint }),
    struct({ bandwidth: uhyper }),
  ),
  domainMigrateGetCompressionCache: call(
    299,
    struct({ dom: domainRef, flags: uint }),
    struct({ cacheSize: uhyper }),
  ),
  domainMigrateSetCompressionCache: call(
    300,
    struct({ dom: domainRef, cacheSize: uhyper, flags: uint }),
    nothing,
  ),
  domainMigrateBegin3Params: call(
    302,
    struct({ dom: domainRef, params: array(typedParam, 64), flags: uint }),
    struct({ cookie_out: opaque(4194304), xml: text }),
  ),
  domainMigratePrepare3Params: call(
    303,
    struct({ params: array(typedParam, 64), cookie_in: opaque(4194304), flags: uint }),
    struct({ cookie_out: opaque(4194304), uri_out: optional(text) }),
  ),
  domainMigratePrepareTunnel3Params: call(
    304,
    struct({ params: array(typedParam, 64), cookie_in: opaque(4194304), flags: uint }),
    struct({ cookie_out: opaque(4194304) }),
    { stream: 'write' },
  ),
  domainMigratePerform3Params: call(
    305,
    struct({
      dom: domainRef,
      dconnuri: optional(text),
      params: array(typedParam, 64),
      cookie_in: opaque(4194304),
      flags: uint,
    }),
    struct({ cookie_out: opaque(4194304) }),
  ),
  domainMigrateFinish3Params: call(
    306,
    struct({
      params: array(typedParam, 64),
      cookie_in: opaque(4194304),
      flags: uint,
      cancelled: int,
    }),
    struct({ dom: domainRef, cookie_out: opaque(4194304) }),
  ),
  domainMigrateConfirm3Params: call(
    307,
    struct({
      dom: domainRef,
      params: array(typedParam, 64),
      cookie_in: opaque(4194304),
      flags: uint,
      cancelled: int,
    }),
    nothing,
  ),
  domainMigrateStartPostCopy: call(364, struct({ dom: domainRef, flags: uint }), nothing),
  domainMigrateGetMaxDowntime: call(
    387,
    struct({ dom: domainRef, flags: uint }),
    struct({ downtime: uhyper }),
  ),
};
