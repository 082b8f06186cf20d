// Makes src/api.ts from an OpenAPI document: its types, and the calls of tools/calls.ts behind them.
// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const [source, target] = process.argv.slice(2);
const document = JSON.parse(await readFile(source, "utf8"));
const types = astToString(await openapiTS(document, { alphabetize: true }));
const calls = await readFile(new URL("calls.ts", import.meta.url), "utf8");
const head = [
  "// The API: every type, and the only code of the page that calls HTTP. Generated: `make api`.",
  "// SPDX-License-Identifier: Apache-2.0",
  "/* eslint-disable */",
];
const [, , ...body] = calls.split("\n"); // without the two lines that introduce calls.ts
await writeFile(target, [...head, types, ...body].join("\n"));
