import { type Check, ok, problem, skipped, warning } from '../check.js';
import type { Machine } from '../machine.js';
import { installCommand } from '../packages.js';
import { withLibvirt } from './libvirt.js';

const EMULATORS = ['qemu-system-x86_64', 'qemu-system-aarch64', 'qemu-kvm'];

export const QEMU_CHECKS: readonly Check[] = [
  {
    id: 'qemu',
    group: 'QEMU and the processor',
    title: 'QEMU is installed',
    symptom: 'An instance cannot be created: "no emulator found for arch".',
    reason: 'The package with QEMU is missing, or libvirt was started before it was installed.',
    mend: [
      '`sudo picostk init host`',
      'Debian: `apt install qemu-system-x86`, then restart libvirtd.',
    ],
    run: async (facts) => {
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      const report = await facts.libvirt;
      const { machine } = facts;
      const found = EMULATORS.flatMap((name) => machine.findProgram(name) ?? []);
      if (machine.exists('/usr/libexec/qemu-kvm')) found.push('/usr/libexec/qemu-kvm');
      if (!report.failed && report.domainTypes.length > 0) {
        return ok(`QEMU ${report.qemuVersion} for ${report.arch}`);
      }
      if (found.length === 0 && machine.isContainer && report.failed) {
        return skipped('QEMU is on the host of this container, and libvirt cannot be asked');
      }
      if (found.length === 0) {
        return problem(
          'QEMU is not installed',
          'No guest can run on this host.',
          machine.asRoot('picostk init host'),
        );
      }
      if (report.failed) return ok(found.join(', '));
      return problem(
        `libvirt does not know ${found.join(', ')}`,
        'No guest can be created.',
        machine.asRoot('systemctl restart libvirtd.service'),
      );
    },
  },
  {
    id: 'qemu-img',
    group: 'QEMU and the processor',
    title: 'qemu-img is installed',
    symptom: 'Images cannot be imported: "unable to find kvm-img or qemu-img".',
    reason:
      'libvirt creates and converts disks with qemu-img, which has a package of its own; picostack compresses images with it (`compressionUnavailable`).',
    mend: ['`sudo picostk init host`', 'Debian: `apt install qemu-utils`'],
    run: ({ machine, libvirtIsHere }) => {
      if (!libvirtIsHere) return skipped('libvirt is on another host');
      const found = machine.findProgram('qemu-img');
      if (found !== undefined) return ok(found);
      if (!machine.findProgram('libvirtd') && !machine.findProgram('virtqemud')) {
        return skipped('libvirt is not installed here');
      }
      return problem(
        'qemu-img is not installed',
        'Images cannot be imported, and disks cannot be created.',
        machine.asRoot('picostk init host'),
      );
    },
  },
  {
    id: 'kvm',
    group: 'QEMU and the processor',
    title: 'The kernel offers KVM',
    symptom: 'Guests are slow, and `picostk host` shows software emulation.',
    reason:
      'The module of KVM is not loaded, virtualization is off in the firmware, or PICOSTACK_VIRT_TYPE is qemu.',
    mend: [
      '`sudo modprobe kvm_intel` or `sudo modprobe kvm_amd`',
      'Enable "Intel VT-x", "AMD-V" or "SVM" in the firmware of the host.',
      'Remove `virtType` from the settings file.',
    ],
    run: ({ machine, settings, libvirtIsHere }) => {
      if (!libvirtIsHere) return skipped('libvirt is on another host');
      if (settings?.virtType === 'qemu') {
        return warning(
          'PICOSTACK_VIRT_TYPE is qemu',
          'Guests run in software emulation, although KVM may be possible.',
          'Remove virtType from the settings, and restart the server.',
        );
      }
      const cpu = readCpu(machine);
      const hasDevice = machine.exists('/dev/kvm');
      if (!cpu) return skipped('/proc/cpuinfo has no flags of a processor');
      if (!cpu.isX86) {
        return hasDevice
          ? ok('/dev/kvm')
          : warning(
              'there is no /dev/kvm',
              'Guests run in software emulation, which is several times slower.',
              'Use a kernel with KVM, booted in hypervisor mode.',
            );
      }
      if (cpu.module !== undefined && hasDevice)
        return ok(`/dev/kvm, and the processor has ${cpu.flag}`);
      if (cpu.module !== undefined) {
        return problem(
          `the processor has ${cpu.flag}, but there is no /dev/kvm`,
          'Guests run in software emulation, which is several times slower.',
          machine.asRoot(`modprobe ${cpu.module}`),
        );
      }
      if (cpu.isGuest) return skipped('this host is a virtual machine; see nested-virtualization');
      return warning(
        'the processor has neither vmx nor svm',
        'Guests run in software emulation, which is several times slower.',
        'Enable virtualization (VT-x, AMD-V, SVM) in the firmware of this host.',
      );
    },
  },
  {
    id: 'nested-virtualization',
    group: 'QEMU and the processor',
    title: 'A host that is a virtual machine has nested virtualization',
    symptom: 'picostack runs in a virtual machine, and its guests are slow.',
    reason: 'The parent host does not pass the virtualization of its processor on to this machine.',
    mend: [
      'On the parent host: `modprobe kvm_intel nested=1`, and `<cpu mode="host-passthrough"/>` in the definition of this machine.',
      'At a cloud provider: choose a machine type with nested virtualization, or bare metal.',
    ],
    run: ({ machine, libvirtIsHere }) => {
      if (!libvirtIsHere) return skipped('libvirt is on another host');
      const cpu = readCpu(machine);
      if (!cpu?.isGuest) return skipped('this host is not a virtual machine');
      if (cpu.module !== undefined) return ok(`the processor has ${cpu.flag}`);
      if (!cpu.isX86) return skipped('only known for x86');
      const kvm = machine.exists('/dev/kvm')
        ? ' (there is a /dev/kvm, but it cannot boot a guest)'
        : '';
      return warning(
        `this host is a virtual machine without vmx or svm${kvm}`,
        'Guests run in software emulation, which is several times slower.',
        'On the parent host: virsh edit MACHINE, and set <cpu mode="host-passthrough"/>; then stop and start this machine.',
      );
    },
  },
  {
    id: 'kvm-permission',
    group: 'QEMU and the processor',
    title: '/dev/kvm can be opened',
    symptom: 'A guest does not start: "Could not access KVM kernel module: Permission denied".',
    reason:
      '/dev/kvm does not belong to the group kvm, or (with qemu:///session) the user is not in that group.',
    mend: [
      '`sudo chgrp kvm /dev/kvm && sudo chmod 660 /dev/kvm`',
      'With qemu:///session: `sudo usermod -aG kvm USER`, then log out and in again.',
    ],
    run: async (facts) => {
      const { machine } = facts;
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      const device = machine.stat('/dev/kvm');
      if (!device) return skipped('there is no /dev/kvm');
      const group = machine.group('kvm');
      const isForAll = (device.mode & 0o006) === 0o006;
      if (isForAll) return ok('/dev/kvm is open for all users');
      if (group && (device.gid !== group.id || (device.mode & 0o060) !== 0o060)) {
        return problem(
          '/dev/kvm does not belong to the group kvm',
          'QEMU runs as a user of its own, and cannot open it: no guest starts with KVM.',
          `${machine.asRoot('chgrp kvm /dev/kvm')} && ${machine.asRoot('chmod 660 /dev/kvm')}`,
        );
      }
      const { uri } = await facts.libvirt;
      const mayOpen =
        machine.isRoot || device.uid === machine.user.uid || machine.user.gids.includes(device.gid);
      if (!uri.includes('/session') || mayOpen) return ok('/dev/kvm belongs to the group kvm');
      return problem(
        `the user ${machine.user.name} may not open /dev/kvm`,
        'Guests of this user run in software emulation.',
        `sudo usermod -aG kvm ${machine.user.name}; then log out and in again`,
      );
    },
  },
  {
    id: 'memory',
    group: 'QEMU and the processor',
    title: 'The memory of the host suffices for its guests',
    symptom:
      'Guests disappear: the kernel has ended QEMU ("Out of memory: Killed process ... qemu").',
    reason:
      'More memory is promised to running guests than the host has, and there is not enough swap.',
    mend: [
      'Stop or resize guests: `picostk stop NAME`, `picostk resize NAME FLAVOUR`.',
      'Lower `memoryOvercommit`, so that picostack refuses further starts.',
      'Add swap: `fallocate -l 4G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile`',
    ],
    run: (facts) =>
      withLibvirt(facts, ({ domains, memoryMiB }) => {
        const { machine } = facts;
        const promisedMiB = domains
          .filter(({ isActive }) => isActive)
          .reduce((sum, domain) => sum + domain.memoryMiB, 0);
        const swapKiB = facts.libvirtIsHere ? (meminfoKiB(machine, 'SwapTotal') ?? 0) : 0;
        const swapMiB = Math.floor(swapKiB / 1024);
        const found = `${promisedMiB} MiB promised to running guests, of ${memoryMiB} MiB and ${swapMiB} MiB swap`;
        if (promisedMiB <= memoryMiB * 0.9) return ok(found);
        const meaning = 'If the guests use it, the kernel ends one of them without warning.';
        if (promisedMiB > memoryMiB + swapMiB) {
          return problem(found, meaning, 'Stop a guest: picostk stop NAME; or add memory or swap.');
        }
        return swapKiB > 0
          ? ok(found)
          : warning(found, meaning, 'Stop a guest (picostk stop NAME), or add swap.');
      }),
  },
  {
    id: 'firmware',
    group: 'QEMU and the processor',
    title: 'The UEFI firmware of the guests is there',
    symptom: 'A guest with UEFI does not start: "Failed to open file /usr/share/OVMF/...".',
    reason: 'The package with the firmware is missing, or has moved its files in an upgrade.',
    mend: [
      'Debian: `apt install ovmf`; Fedora: `dnf install edk2-ovmf`',
      'Moved: `virsh edit NAME`, and correct `<loader>`.',
    ],
    run: (facts) => {
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      return withLibvirt(facts, ({ domains }) => {
        const users = domains.filter(({ firmware }) => firmware.length > 0);
        if (users.length === 0) return skipped('no guest has UEFI firmware from a file');
        for (const { name, firmware } of users) {
          const missing = firmware.find((file) => !facts.machine.exists(file));
          if (missing === undefined) continue;
          return problem(
            `${missing} is missing, which ${name} needs`,
            'That guest cannot start.',
            installCommand(facts.machine, 'firmware'),
          );
        }
        return ok(`of ${users.length} guests`);
      });
    },
  },
  {
    id: 'tpm',
    group: 'QEMU and the processor',
    title: 'The TPM emulator of the guests is there',
    symptom: 'A guest with a TPM, such as Windows 11, does not start: "Unable to find swtpm".',
    reason: 'The package swtpm is missing.',
    mend: ['Debian: `apt install swtpm swtpm-tools`; Fedora: `dnf install swtpm swtpm-tools`'],
    run: (facts) => {
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      return withLibvirt(facts, ({ domains }) => {
        const user = domains.find(({ hasEmulatedTpm }) => hasEmulatedTpm);
        if (!user) return skipped('no guest has an emulated TPM');
        const missing = ['swtpm', 'swtpm_setup'].filter((name) => !facts.machine.findProgram(name));
        if (missing.length === 0) return ok('swtpm, swtpm_setup');
        return problem(
          `${missing.join(' and ')} missing, which ${user.name} needs`,
          'That guest cannot start.',
          installCommand(facts.machine, 'tpm'),
        );
      });
    },
  },
  {
    id: 'displays',
    group: 'QEMU and the processor',
    title: 'QEMU supports the displays of the guests',
    symptom: 'A guest does not start: "spice graphics are not supported with this QEMU".',
    reason: 'QEMU is built without SPICE on some distributions, or its package for it is missing.',
    mend: [
      'Change the display to VNC: `virsh edit NAME`, `<graphics type="vnc"/>`.',
      'Debian: `apt install qemu-system-modules-spice`; Fedora: `dnf install qemu-ui-spice-core`',
    ],
    run: (facts) =>
      withLibvirt(facts, ({ domains, displays }) => {
        if (displays === null) return skipped('libvirt does not report what QEMU supports');
        for (const { name, displays: wanted } of domains) {
          const missing = wanted.find((type) => type && !displays.includes(type));
          if (missing === undefined) continue;
          return problem(
            `QEMU does not support ${missing}, which ${name} uses`,
            'That guest cannot start.',
            missing === 'spice' && facts.libvirtIsHere
              ? installCommand(facts.machine, 'spice')
              : 'virsh edit NAME, and set <graphics type="vnc"/>',
          );
        }
        return ok(displays.join(', '));
      }),
  },
];

/** The processor in /proc/cpuinfo. */
function readCpu(machine: Machine):
  | {
      readonly isX86: boolean;
      readonly isGuest: boolean;
      readonly flag: string;
      /** The module of KVM; undefined if the processor does not support it. */
      readonly module: string | undefined;
    }
  | undefined {
  const text = machine.read('/proc/cpuinfo') ?? '';
  const flags = /^(flags|Features)\s*:\s*(.*)$/m.exec(text);
  if (!flags) return undefined;
  const all = new Set(flags[2]?.split(/\s+/));
  const flag = ['vmx', 'svm'].find((each) => all.has(each)) ?? '';
  return {
    isX86: flags[1] === 'flags',
    isGuest: all.has('hypervisor'),
    flag,
    module: flag === 'vmx' ? 'kvm_intel' : flag === 'svm' ? 'kvm_amd' : undefined,
  };
}

function meminfoKiB(machine: Machine, field: string): number | undefined {
  const match = new RegExp(`^${field}:\\s*(\\d+) kB`, 'm').exec(
    machine.read('/proc/meminfo') ?? '',
  );
  return match ? Number(match[1]) : undefined;
}
