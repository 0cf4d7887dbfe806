/**
 * Measure a figure in rounds. Each contestant runs once in each round, so that other work on the machine
 * affects all of them. The order is random in each round: the state in which one contestant leaves the
 * daemon and the processors changes the next result by up to a tenth. The ratio is the median of the
 * ratios of all rounds.
 */
export async function compare({ task, details, ours, peers, ...figure }, rounds) {
  const contestants = [ours, ...peers.map(({ peer }) => peer)];
  const times = contestants.map(() => []);
  // The first round warms up: connections, caches, compiled code.
  for (let round = 0; round <= rounds; round++) {
    for (const i of drawnTurns(contestants.length)) {
      const ms = await contestants[i].measure(task, details);
      if (round > 0) times[i].push(figure.value(ms));
    }
  }
  const [ownTimes, ...peerTimes] = times;
  return peers.map(({ peer, atMost, atLeast }, i) => ({
    figure: figure.figure,
    unit: figure.unit,
    ours: median(ownTimes),
    peer: peer.name,
    theirs: median(peerTimes[i]),
    ratio: median(ownTimes.map((own, round) => own / peerTimes[i][round])),
    atMost,
    atLeast,
  }));
}

/** Return the numbers below `count` in random order. */
function drawnTurns(count) {
  const turns = Array.from({ length: count }, (_, i) => ({ i, lot: Math.random() }));
  return turns.toSorted((a, b) => a.lot - b.lot).map(({ i }) => i);
}

/** Format the figures as a plain table. */
export function table(rows) {
  const lines = [
    ['figure', 'ours', 'peer', '', 'unit', 'ratio', 'target', ''],
    ...rows.map((row) => [
      row.figure,
      row.ours.toFixed(1),
      row.peer,
      row.theirs.toFixed(1),
      row.unit,
      row.ratio.toFixed(2),
      targetOf(row),
      verdict(row),
    ]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function targetOf({ atMost, atLeast }) {
  if (atMost !== undefined) return `<= ${atMost}`;
  return atLeast === undefined ? '' : `>= ${atLeast}`;
}

function verdict({ ratio, atMost, atLeast }) {
  if (atMost === undefined && atLeast === undefined) return '';
  return ratio <= (atMost ?? Infinity) && ratio >= (atLeast ?? 0) ? 'met' : 'NOT MET';
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
