// The box to type into: a combobox whose list offers labels while the last word is being typed.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { go, place, to } from "../router";
import { Icon } from "../ui/Icon";
import { words } from "../words";
import { suggest, type Suggestion } from "./suggesting";

export function SearchBox({ id, asked, large = false }: {
  id: string;
  asked: string;
  large?: boolean;
}): ComponentChild {
  const [typed, setTyped] = useState(asked);
  const [offered, setOffered] = useState<readonly Suggestion[]>([]);
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef(0);
  useEffect(() => { setTyped(asked); setOffered([]); }, [asked]);
  const t = words.value.search;
  const list = `${id}-suggestions`;

  const search = (text: string): void => {
    latest.current += 1;
    setOffered([]);
    setAt(-1);
    if (!text.trim()) return;
    const level = place.value.path === "/search" ? place.value.query.get("level") : null;
    go(to("/search", { q: text.trim(), level }));
  };
  const type = (text: string): void => {
    setTyped(text);
    setAt(-1);
    const turn = ++latest.current;
    suggest(text).then(
      (found) => { if (turn === latest.current) setOffered(found); },
      () => { setOffered([]); },
    );
  };
  const choose = (one: Suggestion): void => {
    setTyped(one.text);
    search(one.text);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = offered[at];
    if (event.key === "Escape") setOffered([]);
    else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      choose(chosen);
    } else if (offered.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt(((at + 1 + step + offered.length + 1) % (offered.length + 1)) - 1);
    }
  };

  return (
    <form class={`search-box ${large ? "large" : ""}`} role="search" onSubmit={(event) => { event.preventDefault(); search(typed); }}>
      <Icon name="search" />
      <input ref={field} id={`${id}-field`} type="text" inputMode="search" enterkeyhint="search" autoComplete="off" spellcheck={false}
        role="combobox" aria-label={t.field} aria-autocomplete="list" aria-expanded={offered.length > 0}
        aria-controls={list} aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
        placeholder={large ? t.placeholder : t.field} value={typed}
        onInput={(event) => { type(event.currentTarget.value); }}
        onKeyDown={onKeyDown} onBlur={() => { setOffered([]); }} />
      <button type="submit" class="button primary">{t.go}</button>
      <ul id={list} role="listbox" aria-label={t.suggestions} hidden={offered.length === 0}>
        {offered.map((one, index) => (
          <li key={`${one.text} ${one.note}`} id={`${list}-${index}`} role="option" aria-selected={index === at}
            onMouseDown={(event) => { event.preventDefault(); choose(one); }}>
            {one.family && <i class={`dot ${one.family}`} />}
            <span>{one.shown}</span>
            <span class="soft">{one.note}</span>
          </li>
        ))}
      </ul>
    </form>
  );
}
