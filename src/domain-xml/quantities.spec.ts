import { describe, expect, it } from 'vitest';
import { readQuantities } from './quantities.js';
import { descend, parseXml } from './read.js';

const quantitiesOf = (content: string) => {
  const root = descend(parseXml(`<domain>${content}</domain>`));
  if (!root) throw new Error('no root');
  return readQuantities(root);
};

describe('the memory of a domain', () => {
  it.each([
    ["<memory unit='KiB'>262144</memory>", 262_144],
    ['<memory>262144</memory>', 262_144],
    ["<memory unit='k'>1024</memory>", 1024],
    ["<memory unit='KB'>1024</memory>", 1000],
    ["<memory unit='MiB'>256</memory>", 262_144],
    ["<memory unit='M'>256</memory>", 262_144],
    ["<memory unit='mb'>1024</memory>", 1_000_000],
    ["<memory unit='GiB'> 2 </memory>", 2_097_152],
    ["<memory unit='G'>2</memory>", 2_097_152],
    ["<memory unit='TiB'>1</memory>", 1_073_741_824],
    ["<memory unit='b'>1048576</memory>", 1024],
    ["<memory unit='bytes'>1048577</memory>", 1025],
    ["<maxMemory slots='4' unit='GiB'>4</maxMemory><memory unit='MiB'>64</memory>", 65_536],
    ["<currentMemory unit='MiB'>64</currentMemory>", 65_536],
    ["<maxMemory slots='4' unit='MiB'>128</maxMemory>", 131_072],
    ["<cpu><numa><cell memory='64' unit='MiB'/><cell memory='65536'/></numa></cpu>", 131_072],
    ['', 0],
    ['<memory>much</memory>', 0],
    ['<memory>-1</memory>', 0],
    ["<memory unit='furlong'>1</memory>", 0],
  ])('%s', (content, memoryKiB) => {
    expect(quantitiesOf(content).memoryKiB).toBe(memoryKiB);
  });

  it('distinguishes the current and the maximum memory', () => {
    const xml = "<memory unit='GiB'>1</memory><currentMemory unit='MiB'>512</currentMemory>";
    expect(quantitiesOf(xml)).toMatchObject({ memoryKiB: 1_048_576, currentMemoryKiB: 524_288 });
    expect(quantitiesOf("<memory unit='MiB'>1</memory>")).toMatchObject({ currentMemoryKiB: 1024 });
  });
});

describe('the processors of a domain', () => {
  it.each([
    ['<vcpu>4</vcpu>', 4, 4],
    ["<vcpu placement='auto' current='2'>4</vcpu>", 2, 4],
    ["<vcpu current='none'>4</vcpu>", 4, 4],
    ['', 1, 1],
    ['<vcpu/>', 1, 1],
    ['<vcpu>0</vcpu>', 1, 1],
    ['<vcpu>some</vcpu>', 1, 1],
  ])('%s', (content, vcpus, maxVcpus) => {
    expect(quantitiesOf(content)).toMatchObject({ vcpus, maxVcpus });
  });
});
