// An address at which there is nothing.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { words } from "../words";
import { Empty } from "./Empty";

export function Nowhere(): ComponentChild {
  const t = words.value.nowhere;
  return (
    <Empty icon="search" title={t.title} text={t.text}>
      <a class="button" href="/">{t.home}</a>
    </Empty>
  );
}
