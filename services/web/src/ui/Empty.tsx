// Where there is nothing to show: why, and what to do about it.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild, ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

interface Props {
  icon: IconName;
  title: string;
  text?: string;
  level?: 1 | 2;
  children?: ComponentChildren;
}

export function Empty({ icon, title, text, level = 1, children }: Props): ComponentChild {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div class="empty">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      {text && <p>{text}</p>}
      {children && <div class="row">{children}</div>}
    </div>
  );
}
