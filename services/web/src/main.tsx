// The page: which view stands at which address.
// SPDX-License-Identifier: Apache-2.0
import { render, type ComponentChild } from "preact";
import { useEffect } from "preact/hooks";
import "./style/page.css";
import { ArchivePage } from "./archive/ArchivePage";
import { HomePage } from "./home/HomePage";
import { knowLabels } from "./labels";
import { followLinks, place } from "./router";
import { SearchPage } from "./search/SearchPage";
import { resume } from "./session";
import { Footer } from "./ui/Footer";
import { Header } from "./ui/Header";
import { Nowhere } from "./ui/Nowhere";
import { Toasts } from "./ui/Toasts";
import { TokenDoor } from "./ui/TokenDoor";
import { UploadPage } from "./upload/UploadPage";
import { VideoPage } from "./video/VideoPage";
import { words } from "./words";

function view(): ComponentChild {
  const { path, query } = place.value;
  if (path === "/") return <HomePage />;
  if (path === "/search") return <SearchPage query={query} />;
  if (path === "/upload") return <UploadPage />;
  if (path === "/archive") return <ArchivePage query={query} />;
  const video = /^\/videos\/([0-9A-Za-z]+)$/.exec(path)?.[1];
  if (video) return <VideoPage key={video} id={video} query={query} />;
  return <Nowhere />;
}

function Page(): ComponentChild {
  useEffect(() => void knowLabels(), []);
  return (
    <>
      <a class="skip" href="#main">{words.value.skip}</a>
      <Header />
      <main id="main" tabIndex={-1}>{view()}</main>
      <Footer />
      <Toasts />
      <TokenDoor />
    </>
  );
}

const root = document.getElementById("page");
if (root) {
  followLinks();
  void resume().finally(() => { render(<Page />, root); });
}
