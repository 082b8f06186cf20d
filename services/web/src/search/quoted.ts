// Names as the language of queries takes them.
// SPDX-License-Identifier: Apache-2.0

/** A name as the language of queries takes it. */
export function quoted(name: string): string {
  return /[(),"&/]|\b(and|or|with|then|near|not)\b/i.test(name) ? `"${name.replaceAll('"', "")}"` : name;
}
