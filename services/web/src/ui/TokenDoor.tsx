// Asks for the token, where the service wants one; the view behind waits and then goes on.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../api";
import { problemOf } from "../answers";
import { asked, offer } from "../session";
import { words } from "../words";
import { sentence } from "./Trouble";

export function TokenDoor(): ComponentChild {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const open = asked.value !== "no";
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  const t = words.value.token;
  const send = (event: Event): void => {
    event.preventDefault();
    setProblem(undefined);
    offer(typed.trim()).catch((error: unknown) => { setProblem(problemOf(error)); });
  };
  if (!open) return null;
  return (
    <dialog ref={dialog} class="door" aria-labelledby="door-title" onCancel={(event) => { event.preventDefault(); }}>
      <form onSubmit={send}>
        <h2 id="door-title">{t.title}</h2>
        <p>{t.text}</p>
        <label>
          {t.field}
          <input type="password" autoComplete="current-password" required value={typed}
            onInput={(event) => { setTyped(event.currentTarget.value); }} />
        </label>
        {asked.value === "again" && <p role="alert" class="wrong">{t.wrong}</p>}
        {problem && <p role="alert" class="wrong">{sentence(problem)}</p>}
        <button class="button primary" type="submit">{t.open}</button>
      </form>
    </dialog>
  );
}
