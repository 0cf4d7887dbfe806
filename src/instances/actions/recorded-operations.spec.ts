import { expect, it } from 'vitest';
import type { Workflow } from '../../operations/workflow.js';
import { CloneInstance } from './clone.js';
import { CreateInstance } from './create.js';
import { DeleteInstance } from './delete.js';
import { InstanceDrafts } from './drafts.js';
import { GrowInstance } from './grow.js';
import { PublishInstance } from './publish.js';
import { RebuildInstance } from './rebuild.js';
import { RedefineInstance } from './redefine.js';
import { ReleaseInstance } from './release.js';
import { RenameInstance } from './rename.js';
import { ResizeInstance } from './resize.js';

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const REF = { id: ID, name: 'web-1' };
const SIZE = { flavourId: OTHER, memoryMiB: 256, vcpus: 1 };
const TARGET = { ...REF, diskVolume: `${ID}.qcow2`, overlays: [], currentPath: `/disks/${ID}` };

/** A workflow without the services that its steps call. */
function workflow(type: { readonly prototype: object }): Workflow<object> {
  const drafts: object = Object.create(InstanceDrafts.prototype);
  return Object.assign(Object.create(type.prototype), { drafts });
}

/**
 * A server resumes the operations of an earlier version by their input and the index of the step. Therefore inputs keep
 * their fields, and the steps their order; a step that is marked with > is completed, never undone.
 */
it.each<[string, { readonly prototype: object }, object, string[]]>([
  [
    'instance.create',
    CreateInstance,
    { instanceIds: [ID], start: true },
    [
      'checking free space',
      'cloning the image',
      'defining the domain',
      '> finishing',
      '> starting',
    ],
  ],
  [
    'instance.createMany',
    CreateInstance,
    { instanceIds: [ID, OTHER], start: false },
    [
      'checking free space',
      'cloning the image (1 of 2)',
      'defining the domain (1 of 2)',
      'cloning the image (2 of 2)',
      'defining the domain (2 of 2)',
      '> finishing',
    ],
  ],
  [
    'instance.clone',
    CloneInstance,
    {
      instanceIds: [ID],
      sourceId: OTHER,
      sourceName: 'web-2',
      volume: `${ID}.qcow2`,
      mode: 'linked',
      copyingDomainId: OTHER,
      start: false,
    },
    ['checking free space', 'copying the disk', 'defining the domain', '> finishing'],
  ],
  [
    'instance.rebuild',
    RebuildInstance,
    {
      instance: REF,
      previous: { imageId: OTHER, volume: `${ID}.qcow2` },
      next: { imageId: OTHER, volume: `${ID}-2.qcow2` },
      discardSnapshots: false,
    },
    [
      'checking free space',
      'cloning the image',
      'changing the disk',
      '> deleting the old disk',
      '> finishing',
    ],
  ],
  [
    'instance.publish',
    PublishInstance,
    { instanceId: ID, imageId: OTHER, volume: `${OTHER}.copy.qcow2`, copyingDomainId: OTHER },
    [
      'checking free space',
      'copying the disk',
      'writing the image',
      'reading the image',
      '> deleting the copy',
      '> finishing',
    ],
  ],
  [
    'instance.grow',
    GrowInstance,
    { ...REF, formerBytes: 1, toBytes: 2 },
    ['checking free space', '> growing the disk', '> finishing'],
  ],
  [
    'instance.resize with a larger disk',
    ResizeInstance,
    {
      ...REF,
      flavourName: 'small',
      wanted: SIZE,
      former: { record: SIZE, domain: {}, xml: '<domain/>' },
      diskBytes: 2,
    },
    [
      'checking free space',
      'changing the definition',
      'changing the record',
      'growing the disk',
      '> changing the running guest',
      '> finishing',
    ],
  ],
  [
    'instance.resize without',
    ResizeInstance,
    {
      ...REF,
      flavourName: 'small',
      wanted: SIZE,
      former: { record: SIZE, domain: {}, xml: '<domain/>' },
      diskBytes: null,
    },
    [
      'checking free space',
      'changing the definition',
      'changing the record',
      '> changing the running guest',
      '> finishing',
    ],
  ],
  [
    'instance.rename',
    RenameInstance,
    { id: ID, from: 'web-1', to: 'web-2' },
    ['renaming the domain', 'changing the host name', 'renaming the record', '> finishing'],
  ],
  ['instance.redefine', RedefineInstance, { instanceId: ID }, ['> defining the domain']],
  [
    'instance.delete',
    DeleteInstance,
    { instance: TARGET, keepDisk: false, letGo: false },
    [
      '> checking the disk',
      '> forcing off',
      '> undefining the domain',
      '> deleting the disk',
      '> deleting the record',
    ],
  ],
  [
    'instance.delete that keeps the disk',
    DeleteInstance,
    { instance: TARGET, keepDisk: true, letGo: false },
    ['> forcing off', '> undefining the domain', '> deleting the record'],
  ],
  [
    'instance.release',
    ReleaseInstance,
    { instance: { ...REF, diskVolume: null }, keepDisk: false, letGo: true },
    ['> releasing the domain', '> deleting the record'],
  ],
])('resumes a recorded %s', (_, type, input, expected) => {
  const steps = workflow(type).steps(input);
  const described = steps.map(({ name, onlyForwards, completeIfInterrupted }) =>
    onlyForwards || completeIfInterrupted ? `> ${name}` : name,
  );
  expect(described).toEqual(expected);
});
