/*
 * The interpreter with every function of its programs made by `suspend()`: a call is then a frame, and calls that go on in frames
 * must do so in the same order as in plain generators.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import MagicString from 'magic-string';
import { parseSync, Visitor } from 'oxc-parser';
import type { interpret } from './interpret.mjs';

interface Framed {
  readonly interpret: typeof interpret;
  /** What makes functions of generator functions. */
  useSuspend(suspend: unknown): void;
}

const file = new URL('interpret.mjs', import.meta.url);

export async function framedInterpreter(suspend: unknown): Promise<typeof interpret> {
  const folder = mkdtempSync(join(tmpdir(), 'framed-'));
  const path = join(folder, 'interpret.mjs');
  writeFileSync(path, framed(readFileSync(file, 'utf8')));
  const module: Framed = await import(/* @vite-ignore */ pathToFileURL(path).href);
  rmSync(folder, { recursive: true });
  module.useSuspend(suspend);
  return module.interpret;
}

/** Writes `function* (x) { ... }` as `$suspend(function* (x) { ... })`, and the method `*name(x) { ... }` as one that calls such. */
function framed(source: string): string {
  const text = new MagicString(source);
  const methods = new Set<number>();
  const wrapMethod = (node: { key: { start: number; end: number }; value: { start: number; end: number } }): void => {
    methods.add(node.value.start);
    text.remove(source.lastIndexOf('*', node.key.start), node.key.start);
    text.appendLeft(node.key.end, '(...$args) { return $suspend(function* ');
    text.appendRight(node.value.end, ').apply(this, $args); }');
  };
  new Visitor({
    MethodDefinition: (node) => {
      if (node.value.generator) wrapMethod(node);
    },
    Property: (node) => {
      if (node.method && node.value.type === 'FunctionExpression' && node.value.generator)
        wrapMethod({ key: node.key, value: node.value });
    },
    FunctionExpression: (node) => {
      if (!node.generator || methods.has(node.start)) return;
      text.appendLeft(node.start, '$suspend(');
      text.appendRight(node.end, ')');
    },
  }).visit(parseSync('interpret.mjs', source).program);
  return `${text}\nlet $suspend;\nexport function useSuspend(suspend) { $suspend = suspend; }\n`;
}
