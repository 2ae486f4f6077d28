import { parseArgs } from 'node:util';
import { sideNames } from './sides.mjs';

/** The rounds that the time of a side is meant for: who asks for more gives more time. */
export const defaultRounds = 7;

const usage = `npm run bench -- [FILTER] [options]

  FILTER              measure only the rows whose title contains it
  --only A,B          measure only these sides: ${sideNames.join(', ')}
  --rounds N          measured rounds of each side of each row (${defaultRounds})
  --quick             small sizes and few rounds: shows that everything runs, its figures mean little

The table goes to standard output. A run without filter, --only and --quick also writes it to bench/README.md.`;

/** What the command line asks for; ends the process on `--help` and on a mistake. */
export function parseOptions(argv) {
  try {
    return understand(argv);
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

function understand(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const rounds = Number(values.rounds ?? (values.quick ? 2 : defaultRounds));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds is a whole number, not ${values.rounds}`);
  const sides = values.only?.split(',') ?? sideNames;
  const unknown = sides.find((side) => !sideNames.includes(side));
  if (unknown !== undefined) throw new Error(`there is no side "${unknown}"`);
  const filter = positionals.join(' ').toLowerCase();
  return { filter, sides, rounds, quick: values.quick, isFull: filter === '' && !values.only && !values.quick };
}
