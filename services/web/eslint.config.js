// What the page's code must keep to, beside TypeScript's own strictness.
// SPDX-License-Identifier: Apache-2.0
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const HTTP = "only api.ts calls HTTP";

export default tseslint.config(
  { ignores: ["earshot_web/", "node_modules/", "src/api.ts", "tools/", "*.config.*"] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    plugins: { "react-hooks": hooks },
    languageOptions: { parserOptions: { project: "./tsconfig.json" } },
    rules: {
      // The plugin's other rules are about React's compiler, which Preact has not.
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "max-lines": ["error", 350],
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: HTTP },
        { name: "XMLHttpRequest", message: HTTP },
        { name: "EventSource", message: HTTP },
      ],
      "no-restricted-properties": [
        "error",
        { object: "window", property: "fetch", message: HTTP },
        { object: "navigator", property: "sendBeacon", message: HTTP },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "text is text" },
        { selector: "JSXText[value=/[A-Za-z]{2}/]", message: "words stand in src/words" },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
);
