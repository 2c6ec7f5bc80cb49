/** Environments that come and go: docs/environments.md, "Add an environment" and "Remove an environment". */
import { type Fork, type ForkEdit, POLICY } from "./fork";

const DEPLOY = ".github/workflows/deploy.yml";
const ACCOUNT = "bootstrap/Pulumi.account.yaml";
const LIST = "stacks/environments.ts";
const PINS = "stacks/own/pins.yaml";

/** Names of environments that come. */
const NEW = ["qa", "perf", "demo"];

function nextName(fork: Fork): string | undefined {
    return NEW.find((name) => !fork.environments().includes(name));
}

function add(fork: Fork, like: string): void {
    const name = nextName(fork) ?? "";
    const renamed = (text: string): string => text.replaceAll(new RegExp(`\\b${like}\\b`, "g"), name);
    fork.write(`stacks/${name}.ts`, renamed(fork.read(`stacks/${like}.ts`)));
    const number = 40 + NEW.indexOf(name);
    const settings = renamed(fork.read(`Pulumi.${like}.yaml`)).replace(/^encryptionsalt: .*\n/m, "");
    fork.write(`Pulumi.${name}.yaml`, settings.replace(/vpcCidr: .*/, `vpcCidr: 10.${number}.0.0/16`));
    fork.replace(LIST, /^(?=import \{ \w+ \} from "\.\/)/m, `import { ${name} } from "./${name}";\n`);
    fork.replace(LIST, /withPins\(PINS, \{ /, `withPins(PINS, { ${name}, `);
    const jobs = fork.read(DEPLOY).split(/^jobs:\n/m)[1] ?? "";
    const [job = ""] = new RegExp(`^  ${like}:\\n[^]*?(?=\\n  \\w|$(?![^]))`, "m").exec(jobs) ?? [];
    const last = [...jobs.matchAll(/^ {2}(\w+):$/gm)].at(-1)?.[1] ?? "";
    const body = renamed(job)
        .replace(/\n {4}needs: .*/, "")
        .replace(/^( {2}\w+:\n)/, `$1    needs: ${last}\n`)
        .replace(
            /if: .*/,
            `if: \${{ !failure() && !cancelled() && (!inputs.stack || inputs.stack == 'all' || inputs.stack == '${name}') }}`,
        );
    fork.write(DEPLOY, `${fork.read(DEPLOY).trimEnd()}\n\n${body.trimEnd()}\n`);
    fork.replace(DEPLOY, /options: \[all, /, `options: [all, ${name}, `);
    fork.replace(ACCOUNT, "deployFrom: [", `deployFrom: ["environment:${name}", `);
}

function remove(fork: Fork, name: string): void {
    fork.remove(`stacks/${name}.ts`);
    fork.remove(`Pulumi.${name}.yaml`);
    fork.replace(LIST, new RegExp(`import \\{ ${name} \\} from "\\./${name}";\\n`), "");
    fork.replaceAll(LIST, new RegExp(`(?<=\\{ |, )${name}, |, ${name}(?= \\})`, "g"), "");
    const jobs = fork.read(DEPLOY).split(/^jobs:\n/m)[1] ?? "";
    const names = [...jobs.matchAll(/^ {2}(\w+):$/gm)].map(([, job = ""]) => job);
    const at = names.indexOf(name);
    const [next, before] = [names[at + 1], names[at - 1]];
    fork.replace(DEPLOY, new RegExp(`^  ${name}:\\n(?: {4}.*\\n|\\n)*`, "m"), "");
    if (next !== undefined) {
        const needs = before === undefined ? "" : `    needs: ${before}\n`;
        fork.replace(DEPLOY, new RegExp(`^ {4}needs: ${name}\n`, "m"), needs);
    }
    fork.replace(
        DEPLOY,
        /options: \[.*\]/,
        `options: [${["all", ...names.filter((one) => one !== name)].join(", ")}]`,
    );
    fork.replaceAll(ACCOUNT, new RegExp(`"environment:${name}", |, "environment:${name}"`, "g"), "");
    fork.replaceAll(POLICY, new RegExp(`\\b${name}: "\\w+",? ?`, "g"), "");
    fork.replaceAll(POLICY, new RegExp(`\\{ control: "\\w+", environment: "${name}", [^}]*\\},? ?`, "g"), "");
    fork.replaceAll(
        PINS,
        new RegExp(`^environments:\\n  ${name}:\\n(?: {4}.*\\n?)*`, "gm"),
        "environments: {}\n",
    );
}

export const ENVIRONMENT_EDITS: readonly ForkEdit[] = [
    {
        what: "taken as the model of a further one",
        applies: (fork, like) =>
            nextName(fork) !== undefined && fork.has(DEPLOY, new RegExp(`^  ${like}:$`, "m")),
        make: add,
    },
    {
        what: "removed",
        applies: (fork) => fork.environments().length > 1,
        make: remove,
    },
];
