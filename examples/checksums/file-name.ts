// Names of files. To the system they are bytes, not text: kept here as strings of one character a byte (latin1),
// so that a name which is not UTF-8 is opened and printed as it is.

import { Buffer } from 'node:buffer';

/** The name that `text`, from the command line, stands for. */
export const nameOf = (text: string): string => Buffer.from(text).toString('latin1');

/** What the file system calls take. */
export const pathOf = (name: string): Buffer => Buffer.from(name, 'latin1');

/** `name` on one line of a message. */
export const textOf = (name: string): string => pathOf(escapeName(name)).toString();

/** A line of `sha256sum`; a backslash in front says that the name is escaped. */
export function checksumLine(digest: string, name: string): string {
  const escaped = escapeName(name);
  return `${escaped === name ? '' : '\\'}${digest}  ${escaped}\n`;
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

const escapeName = (name: string): string => name.replace(/[\\\n\r]/g, (character) => escapes[character]!);
