import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Contestant } from './contestant.mjs';
import { figuresOf, format } from './figures.mjs';
import { defaultRounds } from './options.mjs';
import { workloadsOf } from './rows.mjs';

/** The seconds that Kotlin and we may spend on one case, unless the row or the case says; a peer has half of them. */
const defaultSeconds = 8;

/**
 * Measures one case on every side: each in a process of its own, all alive together, a round of each in turn, so that a
 * machine that becomes slower or faster does so for all.
 */
export async function measure(one, sides, options) {
  console.error(one.title);
  const contestants = sides.flatMap((side) =>
    isAbsent(one, side) ? [] : workloadsOf(one.row, side.name).map((file) => enter(one, side, file, options)),
  );
  for (let running = contestants; running.length > 0; running = running.filter(({ isDone }) => !isDone)) {
    for (const contestant of running) await contestant.compete();
  }
  for (const contestant of contestants) {
    contestant.end();
    tell(contestant, one.row);
  }
  return {
    ...one,
    sizes: options.quick ? one.quick : one.sizes,
    contestants: contestants.filter(({ failure }) => failure === undefined),
    failures: contestants.filter(({ failure }) => failure !== undefined),
  };
}

function isAbsent({ absent, row }, side) {
  return absent?.[side.name] !== undefined || row.absent?.[side.name] !== undefined;
}

function enter(one, side, file, options) {
  const { row, quick, reduced } = one;
  const sizes = options.quick ? quick : (reduced?.[parse(file).name] ?? one.sizes);
  const seconds = (one.seconds ?? row.seconds ?? defaultSeconds) / (side.isPeer ? 2 : 1);
  const patience = Math.max(1, options.rounds / defaultRounds);
  const quantity = row.unit === 'B' ? 'heap' : 'clock';
  return new Contestant(side, file, sizes, {
    command: [...side.command(fileURLToPath(new URL(file, row.folder))), quantity, ...sizes.map(String)],
    result: row.result(...sizes),
    rounds: options.rounds,
    time: 1000 * (options.quick ? 1 : seconds * patience),
  });
}

function tell(contestant, row) {
  const { file, side, sizes, failure } = contestant;
  if (failure) {
    console.error(`  ${side.title}, ${file} ${sizes.join(' ')}: ${failure.message}`);
    return;
  }
  const { best, median, rounds } = figuresOf(contestant, row);
  const figures = [best, median].map((value) => format(value, row.unit).padStart(9)).join('');
  console.error(`  ${file.padEnd(36)}${figures} ${row.unit}  ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`);
}
