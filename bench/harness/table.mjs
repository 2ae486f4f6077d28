import { figuresOf, format, formatRatio } from './figures.mjs';
import { machine } from './machine.mjs';
import { Notes } from './notes.mjs';

/**
 * The Markdown of everything that was measured: machine and versions, a table with ratios for each section, what their
 * footnotes say, and the spread of the rounds.
 */
export function report(results, sides, skipped, options) {
  const notes = new Notes();
  const sections = [...new Set(results.map(({ row }) => row.section))];
  const versions = new Set(sides.map((side) => side.version ?? reportedVersion(results, side)).filter(Boolean));
  return [
    `${machine()}\\\n${[...versions].join('; ')}`,
    ...(options.quick ? ['**A quick run with small sizes, whatever the titles say: the figures mean little.**'] : []),
    ...skipped.map(({ title, reason }) => `${title} was skipped: ${reason}.`),
    ...sections.map((section) => sectionOf(section, results, sides, notes)),
    notes.text(),
    '### Spread of the rounds',
    spreadTable(results),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function reportedVersion(results, side) {
  return results.flatMap((result) => result.contestants).find((contestant) => contestant.side === side)?.versions;
}

/** The table of one section, with the sides that do any of its jobs. */
function sectionOf(section, results, sides, notes) {
  const its = results.filter(({ row }) => row.section === section);
  const entered = new Set(
    its.flatMap(({ contestants, failures }) => [...contestants, ...failures]).map(({ side }) => side),
  );
  const competing = sides.filter((side) => entered.has(side));
  return `### ${section}\n\n${mainTable(its, competing, notes)}`;
}

function mainTable(results, sides, notes) {
  const head = [
    '',
    'unit',
    ...sides.flatMap(({ name, title }) => (name === 'kotlin' ? [title, 'ours / Kotlin'] : [title])),
  ];
  const lines = results.flatMap((result) => {
    const ours = result.contestants.filter(({ side }) => side.name === 'suspendable');
    return (ours.length > 0 ? ours : [undefined]).map((way) => lineOf(result, way, sides, notes));
  });
  return markdownTable(head, lines);
}

/** One line: `ours` is one of our ways to write the row's job, or undefined where we were not measured. */
function lineOf(result, ours, sides, notes) {
  const { row } = result;
  const our = ours && figuresOf(ours, row);
  const cells = sides.flatMap((side) => {
    const isOurs = side.name === 'suspendable';
    const contestant = isOurs ? ours : result.contestants.find((candidate) => candidate.side === side);
    const mark = notes.mark(notesOn(result, side, contestant));
    if (contestant === undefined) return side.name === 'kotlin' ? [`—${mark}`, ''] : [`—${mark}`];
    const figures = figuresOf(contestant, row);
    const both = `${format(figures.best, row.unit)} (${format(figures.median, row.unit)})`;
    if (isOurs) return [`${both}${mark}`];
    if (side.name === 'kotlin') return [`${both}${mark}`, our ? ratios(our, figures) : ''];
    return [`${format(figures.best, row.unit)}${our ? ` · ${formatRatio(figures.best / our.best)}×` : ''}${mark}`];
  });
  return [titleOf(result, ours), row.unit, ...cells];
}

function ratios(our, kotlin) {
  return `**${formatRatio(our.best / kotlin.best)}** (${formatRatio(our.median / kotlin.median)})`;
}

/** The way of ours that a line shows is named by its file: `suspendable-plain-function.mjs`. */
function titleOf(result, ours) {
  const way = /^suspendable-(.*)\.mjs$/.exec(ours?.file ?? '')?.[1].replaceAll('-', ' ');
  return way ? `${result.title}: ${way}` : result.title;
}

function notesOn(result, side, contestant) {
  const { row } = result;
  if (result.failures.some((failure) => failure.side === side)) return [`${side.title} failed.`];
  if (contestant === undefined) {
    const reason = result.absent?.[side.name] ?? row.absent?.[side.name];
    return [reason && `${side.title}: ${reason}.`];
  }
  const remark = row.remarks?.[side.name];
  const fewer =
    contestant.sizes.join() !== result.sizes.join() &&
    `Measured with ${sizesOf(contestant, row)}${row.unit === 'ms' ? ', and scaled up' : ''}.`;
  return [remark && `${side.title}: ${remark}.`, fewer];
}

function sizesOf({ sizes }, row) {
  return sizes.map((size, index) => `${size.toLocaleString('en-US')} ${row.sizes[index]}`).join(', ');
}

function spreadTable(results) {
  const lines = results.flatMap((result) => result.contestants.map((contestant) => spreadLine(result, contestant)));
  return markdownTable(['', 'side', 'sizes', 'unit', 'best', 'median', 'worst', 'rounds'], lines);
}

function spreadLine(result, contestant) {
  const { row } = result;
  const { best, median, worst, rounds } = figuresOf(contestant, row);
  const { name, title } = contestant.side;
  const figures = [best, median, worst].map((value) => format(value, row.unit));
  const job = titleOf(result, name === 'suspendable' ? contestant : undefined);
  return [job, title, sizesOf(contestant, row), row.unit, ...figures, `${rounds}`];
}

function markdownTable(head, lines) {
  const alignment = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, alignment, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
