// How the page is built: into the Python package that serves it, and nothing from anywhere else.
// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    outDir: "earshot_web/dist",
    emptyOutDir: true,
    target: "es2022",
    // The policy of the page forbids data: scripts and inline styles; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8484" } },
  test: { environment: "happy-dom", include: ["test/**/*.test.{ts,tsx}"] },
});
