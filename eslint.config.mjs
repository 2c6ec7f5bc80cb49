/** Lint: types, size and what eslint.config.restrictions.mjs forbids. Layout is prettier's, direction dependency-cruiser's. */
import comments from "@eslint-community/eslint-plugin-eslint-comments";
import perfectionist from "eslint-plugin-perfectionist";
import { defineConfig } from "eslint/config";
import ts from "typescript-eslint";

import { SDK_NAMES, SYNTAX, WHOLE_SDKS } from "./eslint.config.restrictions.mjs";
import ours from "./eslint.config.rules.mjs";

/** Later entries win. */
const PLACES = [
    {
        files: ["components/**/*.ts", "stacks/**/*.ts", "bootstrap/**/*.ts"],
        syntax: SYNTAX.program,
        names: SDK_NAMES.program,
    },
    { files: ["index.ts", "bootstrap/index.ts"], syntax: SYNTAX.entry, names: SDK_NAMES.program },
    {
        files: ["components/cluster/kubernetes-provider.ts"],
        syntax: SYNTAX.program,
        names: SDK_NAMES.kubernetesProvider,
    },
    {
        files: ["components/platform/settings/*.ts", "bootstrap/settings.ts"],
        syntax: SYNTAX.program,
        names: SDK_NAMES.settings,
    },
    { files: ["policy/**/*.ts", "tools/**/*.ts"], syntax: SYNTAX.tools, names: SDK_NAMES.others },
    { files: ["tests/**/*.ts"], syntax: SYNTAX.tests, names: SDK_NAMES.others },
    { files: ["tests/ring1/sample/index.ts"], syntax: SYNTAX.sample, names: SDK_NAMES.others },
];

const SIZE = {
    complexity: ["error", 12],
    "max-depth": ["error", 3],
    "max-lines": ["error", { max: 300 }],
    "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    "max-params": ["error", 5],
};

const IMPORT_GROUPS = {
    type: "unsorted",
    groups: ["builtin", "external", ["parent", "sibling", "index"]],
    newlinesBetween: 1,
    newlinesInside: 0,
};

export default defineConfig(
    { ignores: ["node_modules/", ".bench/"] },
    { linterOptions: { reportUnusedDisableDirectives: "error" } },
    {
        files: ["**/*.{ts,js,mjs,cjs}"],
        plugins: { "@eslint-community/eslint-comments": comments, perfectionist, ours },
        rules: {
            ...SIZE,
            eqeqeq: "error",
            "no-console": "error",
            "no-var": "error",
            "prefer-const": "error",
            "@eslint-community/eslint-comments/no-unlimited-disable": "error",
            "@eslint-community/eslint-comments/require-description": ["error", { ignore: ["eslint-enable"] }],
            "perfectionist/sort-imports": ["error", IMPORT_GROUPS],
        },
    },
    {
        files: ["**/*.ts"],
        extends: [ts.configs.strictTypeChecked],
        languageOptions: {
            parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
            "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
            "@typescript-eslint/no-dynamic-delete": "off",
            // Modules that are assigned to `module.exports` have no other typed import.
            "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
            "@typescript-eslint/no-restricted-imports": ["error", { paths: WHOLE_SDKS }],
            "@typescript-eslint/no-unused-vars": [
                "error",
                { varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
            ],
            // Two of the slowest, for enums and for classes alike in shape: a fifth of the whole run.
            "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
            "@typescript-eslint/no-unsafe-enum-assignment": "off",
            "@typescript-eslint/prefer-nullish-coalescing": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
        },
    },
    {
        files: ["tools/page/client/**/*.ts"],
        languageOptions: {
            parserOptions: {
                project: "tools/page/client/tsconfig.json",
                tsconfigRootDir: import.meta.dirname,
            },
        },
    },
    ...PLACES.map(({ files, syntax, names }) => ({
        files,
        rules: { "no-restricted-syntax": ["error", ...syntax], "ours/no-sdk-names": ["error", names] },
    })),
    {
        files: ["tests/**/*.ts"],
        rules: {
            // A test file is a table of cases; its describe callback is as long as the table.
            "max-lines": ["error", { max: 600 }],
            "max-lines-per-function": "off",
            // Tests read raw messages and parsed JSON.
            "@typescript-eslint/no-base-to-string": "off",
            "@typescript-eslint/no-unsafe-argument": "off",
            "@typescript-eslint/no-unsafe-assignment": "off",
            "@typescript-eslint/no-unsafe-return": "off",
        },
    },
);
