import {
  array,
  charBytes,
  double,
  hyper,
  int,
  opaque,
  optional,
  string,
  struct,
  uhyper,
  uint,
  union,
  uuid,
} from '../xdr/index.js';

/** Text as libvirt's protocol limits it: 4 MiB of UTF-8. */
export const text = string(4_194_304);

/** remote_nonnull_domain on the wire. */
export const domainRef = struct({ name: text, uuid, id: int });
/** remote_nonnull_network on the wire. */
export const networkRef = struct({ name: text, uuid });
/** remote_nonnull_network_port on the wire. */
export const networkPortRef = struct({ net: networkRef, uuid });
/** remote_nonnull_nwfilter on the wire. */
export const nwfilterRef = struct({ name: text, uuid });
/** remote_nonnull_nwfilter_binding on the wire. */
export const nwfilterBindingRef = struct({ portdev: text, filtername: text });
/** remote_nonnull_interface on the wire. */
export const interfaceRef = struct({ name: text, mac: text });
/** remote_nonnull_storage_pool on the wire. */
export const storagePoolRef = struct({ name: text, uuid });
/** remote_nonnull_storage_vol on the wire. */
export const storageVolRef = struct({ pool: text, name: text, key: text });
/** remote_nonnull_node_device on the wire. */
export const nodeDeviceRef = struct({ name: text });
/** remote_nonnull_secret on the wire. */
export const secretRef = struct({ uuid, usageType: int, usageID: text });
/** remote_nonnull_domain_checkpoint on the wire. */
export const domainCheckpointRef = struct({ name: text, dom: domainRef });
/** remote_nonnull_domain_snapshot on the wire. */
export const domainSnapshotRef = struct({ name: text, dom: domainRef });
/** remote_vcpu_info on the wire. */
export const vcpuInfo = struct({ number: uint, state: int, cpu_time: uhyper, cpu: int });
/** remote_typed_param_value: the discriminants are virTypedParameterType. */
export const typedParamValue = union({
  1: int,
  2: uint,
  3: hyper,
  4: uhyper,
  5: double,
  6: int,
  7: text,
});
/** remote_typed_param on the wire. */
export const typedParam = struct({ field: text, value: typedParamValue });
/** remote_node_get_cpu_stats on the wire. */
export const nodeCPUStat = struct({ field: text, value: uhyper });
/** remote_node_get_memory_stats on the wire. */
export const nodeMemoryStat = struct({ field: text, value: uhyper });
/** remote_domain_disk_error on the wire. */
export const domainDiskError = struct({ disk: text, error: int });
/** remote_domain_memory_stat on the wire. */
export const domainMemoryStat = struct({ tag: int, val: uhyper });
/** remote_domain_iothread_info on the wire. */
export const domainIothreadInfo = struct({ iothread_id: uint, cpumap: opaque(2048) });
/** remote_domain_get_security_label_ret on the wire. */
export const domainGetSecurityLabelRet = struct({ label: charBytes(4097), enforcing: int });
/** remote_domain_event_lifecycle_msg on the wire. */
export const domainEventLifecycleMsg = struct({ dom: domainRef, event: int, detail: int });
/** remote_domain_event_reboot_msg on the wire. */
export const domainEventRebootMsg = struct({ dom: domainRef });
/** remote_domain_event_rtc_change_msg on the wire. */
export const domainEventRtcChangeMsg = struct({ dom: domainRef, offset: hyper });
/** remote_domain_event_watchdog_msg on the wire. */
export const domainEventWatchdogMsg = struct({ dom: domainRef, action: int });
/** remote_domain_event_io_error_msg on the wire. */
export const domainEventIoErrorMsg = struct({
  dom: domainRef,
  srcPath: text,
  devAlias: text,
  action: int,
});
/** remote_domain_event_io_error_reason_msg on the wire. */
export const domainEventIoErrorReasonMsg = struct({
  dom: domainRef,
  srcPath: text,
  devAlias: text,
  action: int,
  reason: text,
});
/** remote_domain_event_graphics_address on the wire. */
export const domainEventGraphicsAddress = struct({ family: int, node: text, service: text });
/** remote_domain_event_graphics_identity on the wire. */
export const domainEventGraphicsIdentity = struct({ type: text, name: text });
/** remote_domain_event_graphics_msg on the wire. */
export const domainEventGraphicsMsg = struct({
  dom: domainRef,
  phase: int,
  local: domainEventGraphicsAddress,
  remote: domainEventGraphicsAddress,
  authScheme: text,
  subject: array(domainEventGraphicsIdentity, 20),
});
/** remote_domain_event_block_job_msg on the wire. */
export const domainEventBlockJobMsg = struct({
  dom: domainRef,
  path: text,
  type: int,
  status: int,
});
/** remote_domain_event_disk_change_msg on the wire. */
export const domainEventDiskChangeMsg = struct({
  dom: domainRef,
  oldSrcPath: optional(text),
  newSrcPath: optional(text),
  devAlias: text,
  reason: int,
});
/** remote_domain_event_tray_change_msg on the wire. */
export const domainEventTrayChangeMsg = struct({ dom: domainRef, devAlias: text, reason: int });
/** remote_domain_event_pmwakeup_msg on the wire. */
export const domainEventPmwakeupMsg = struct({ dom: domainRef });
/** remote_domain_event_pmsuspend_msg on the wire. */
export const domainEventPmsuspendMsg = struct({ dom: domainRef });
/** remote_domain_event_balloon_change_msg on the wire. */
export const domainEventBalloonChangeMsg = struct({ dom: domainRef, actual: uhyper });
/** remote_domain_event_pmsuspend_disk_msg on the wire. */
export const domainEventPmsuspendDiskMsg = struct({ dom: domainRef });
/** remote_domain_event_control_error_msg on the wire. */
export const domainEventControlErrorMsg = struct({ dom: domainRef });
/** remote_domain_event_device_removed_msg on the wire. */
export const domainEventDeviceRemovedMsg = struct({ dom: domainRef, devAlias: text });
/** remote_network_dhcp_lease on the wire. */
export const networkDhcpLease = struct({
  iface: text,
  expirytime: hyper,
  type: int,
  mac: optional(text),
  iaid: optional(text),
  ipaddr: text,
  prefix: uint,
  hostname: optional(text),
  clientid: optional(text),
});
/** remote_domain_stats_record on the wire. */
export const domainStatsRecord = struct({ dom: domainRef, params: array(typedParam, 262144) });
/** remote_domain_fsinfo on the wire. */
export const domainFsinfo = struct({
  mountpoint: text,
  name: text,
  fstype: text,
  dev_aliases: array(text, 256),
});
/** remote_domain_ip_addr on the wire. */
export const domainIpAddr = struct({ type: int, addr: text, prefix: uint });
/** remote_domain_interface on the wire. */
export const domainInterface = struct({
  name: text,
  hwaddr: optional(text),
  addrs: array(domainIpAddr, 2048),
});
