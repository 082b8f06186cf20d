// The top of every view: the name, the search box (home has a larger one), the ways.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { place } from "../router";
import { SearchBox } from "../search/SearchBox";
import { words } from "../words";
import { Icon, type IconName } from "./Icon";

function Way({ to, icon, text }: { to: string; icon: IconName; text: string }): ComponentChild {
  return (
    <a href={to} aria-current={place.value.path === to ? "page" : undefined}>
      <Icon name={icon} />
      <span>{text}</span>
    </a>
  );
}

export function Header(): ComponentChild {
  const t = words.value.ways;
  const { path, query } = place.value;
  return (
    <header class="top">
      <a class="brand" href="/" aria-label={t.home}>
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span>{t.brand}</span>
      </a>
      <div class="top-search">
        {path !== "/" && <SearchBox id="top" asked={path === "/search" ? (query.get("q") ?? "") : ""} />}
      </div>
      <nav aria-label={t.label}>
        <Way to="/upload" icon="upload" text={t.upload} />
        <Way to="/archive" icon="archive" text={t.archive} />
      </nav>
    </header>
  );
}
