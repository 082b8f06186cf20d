// A label as a chip with the colour of its family.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild, ComponentChildren } from "preact";
import { familyOf } from "../labels";

export function LabelChip({ id, name, href, title, children }: {
  id: string;
  name: string;
  href?: string;
  title?: string;
  children?: ComponentChildren;
}): ComponentChild {
  const inside = (
    <>
      <i class={`dot ${familyOf(id)}`} />
      <span>{name}</span>
      {children}
    </>
  );
  if (href) return <a class="chip" href={href} title={title}>{inside}</a>;
  return <span class="chip" title={title}>{inside}</span>;
}
