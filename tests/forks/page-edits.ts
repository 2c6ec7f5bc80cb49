/** Edits that a page of the papers spells out: what stands there between fences is what the fork gets. */
import type { Fork, ForkEdit } from "./fork";

/** The text of a page's block: `file: stacks/dev.ts`, or what follows `instead:` or `line:` of a file. */
function blockOf(fork: Fork, page: string, mark: string): string {
    const text = fork.read(page);
    const at = text.indexOf(`<!-- ${mark}`);
    const [, code] = /```ts\n([^]*?)```/.exec(text.slice(at)) ?? [];
    if (at < 0 || code === undefined) throw new Error(`${page} has no block ${mark}`);
    return code;
}

const shapeOf = (environment: string): string => `stacks/${environment}.ts`;

/** Little is asked of it: the pages show a dev. */
function isLenient(fork: Fork, environment: string): boolean {
    return !fork.isAsked(environment, "staging");
}

function otherCompute(kind: string): ForkEdit {
    return {
        what: `compute of kind ${kind}, by docs/recipes/${kind}.md`,
        applies: (fork, environment) =>
            isLenient(fork, environment) && fork.has(shapeOf(environment), 'kind: "karpenter"'),
        make: (fork, environment) => {
            const page = blockOf(fork, `docs/recipes/${kind}.md`, "file: stacks/dev.ts");
            fork.write(shapeOf(environment), page.replaceAll(/\bdev\b/g, environment));
        },
    };
}

const ADD_A_PART = "docs/add-a-part.md";
const OWN_PARTS = "stacks/own/parts.ts";

export const PAGE_EDITS: readonly ForkEdit[] = [
    otherCompute("managed"),
    otherCompute("fargate"),
    otherCompute("auto-mode"),
    {
        what: `a part of its own, by ${ADD_A_PART}`,
        applies: (fork) => fork.has(OWN_PARTS, "[] as const"),
        make: (fork, environment) => {
            const part = "stacks/own/alarms.ts";
            fork.write(part, blockOf(fork, ADD_A_PART, `file: ${part}`));
            const list = blockOf(fork, ADD_A_PART, `instead: ${OWN_PARTS}`);
            fork.replace(OWN_PARTS, "export const OWN_PARTS = [] as const;\n", list);
            const word = blockOf(fork, ADD_A_PART, "line: stacks/dev.ts after: export const dev");
            const start = `export const ${environment}: EnvironmentShape = {\n`;
            fork.replace(shapeOf(environment), start, `${start}${word}`);
        },
    },
];
