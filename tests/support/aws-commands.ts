/** Commands of the AWS CLI that the kit prints or tells a person to type. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { renderKubeconfig } from "../../components/cluster/kubernetes-provider";
import { planEnvironment } from "../../components/platform/environment";
import { PARTS } from "../../components/platform/parts";
import { Platform } from "../../components/platform/platform";
import { ROOT } from "../../tools/plan/root";
import { destroyCommands } from "./destroy-commands";
import { graphOfShape } from "./plan-shape";
import { record } from "./record";
import { readingWith } from "./settings";
import { ON_FARGATE } from "./shapes";

/** Version 2 alone has these. Source: AWS CLI User Guide, cliv2-migration-changes, "aws sso". */
const VERSION_TWO = ["aws sso login", "aws configure sso"];

const ROLE = "arn:aws:iam::123456789012:role/deploy";

/** In words, sorted. */
export async function allAwsCommands(): Promise<readonly (readonly string[])[]> {
    const printed = [await connectCommand(), ...(await teamCommands())];
    const found = [...texts().flatMap(commandsIn), ...printed.flatMap(commandsIn), tokenCommand()];
    const commands = found.filter((command) => !VERSION_TWO.some((start) => command.startsWith(start)));
    const all = [...[...new Set(commands)].map(wordsOf), ...destroyCommands()];
    const unique = new Map(all.map((words) => [words.join(" "), words]));
    return [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, words]) => words);
}

/** Papers and everything that prints a remedy. */
function texts(): string[] {
    const files = ["docs", "tools", "components", "bootstrap"].flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
            .filter((file) => /\.(md|ts)$/.test(file) && !file.includes("node_modules"))
            .map((file) => join(ROOT, folder, file)),
    );
    return [join(ROOT, "README.md"), ...files].map((file) =>
        readFileSync(file, "utf8").replaceAll(/\\\n\s*/g, ""),
    );
}

/** At the beginning of a line or of a quoted text, up to what ends a command in a shell or in a sentence. */
function commandsIn(text: string): string[] {
    const starts = text.matchAll(/(?:^ *|[`"]|\$\(|\|\| |&& )(?=aws [a-z][\w-]* [a-z])/gm);
    return (
        [...starts]
            .map((match) => {
                const rest = text.slice(match.index + match[0].length);
                // Code within a sentence goes on in the next line.
                return upToEnd(match[0] === "`" ? (rest.split("`")[0] ?? "").replaceAll(/\s+/g, " ") : rest);
            })
            // A template of a message: its values are not known here.
            .filter((command) => !command.includes("${"))
    );
}

function upToEnd(text: string): string {
    let quote = "";
    for (let index = 0; index < text.length; index += 1) {
        const character = text.charAt(index);
        if (quote !== "") {
            if (character === quote) quote = "";
        } else if (character === "'" || (character === '"' && /[ =]/.test(text.charAt(index - 1)))) {
            quote = character;
        } else if (/^(?:["`|;#)\n]|&&|, )/.test(text.slice(index, index + 2))) {
            return text.slice(0, index).trim();
        }
    }
    return text.trim();
}

/** As a shell takes it apart, for the few quotes that are used. */
function wordsOf(command: string): string[] {
    const words = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
    return words.map((word) => word.replaceAll(/['"]/g, ""));
}

/** Of an environment with every option it can hold. */
async function connectCommand(): Promise<string> {
    const proxyUrl = "http://proxy.example.com:3128";
    const settings = {
        "platform:assumeRoleArn": "arn:aws:iam::210987654321:role/platform-deploy",
        "platform:apiAccess": { kind: "private", reach: "proxy", proxyUrl },
    };
    const result = planEnvironment(readingWith(settings), { parts: PARTS, shapeOf: () => ON_FARGATE });
    if ("problems" in result) throw new Error(JSON.stringify(result.problems));
    const { graph } = await record(() => new Platform("platform", result.plan).outputs());
    return (graph.outputs as { readonly connectCommand: string }).connectCommand;
}

/** Of people with a role of their team's, and of others, who have none. */
export async function teamCommands(): Promise<readonly string[]> {
    const graph = await graphOfShape({
        ...ON_FARGATE,
        teams: {
            payments: {
                namespaces: { payments: {} },
                people: {
                    developers: { who: { kind: "role", trusted: ["role/sign-in"] }, rights: "edit" },
                    others: { who: { kind: "principal", principal: "role/others" }, rights: "view" },
                },
            },
        },
    });
    const { teams } = graph.outputs as {
        readonly teams: { readonly payments: Readonly<Record<string, string>> };
    };
    // A random suffix is no one's to accept.
    return Object.values(teams.payments).map((text) => text.replaceAll(/(-developers-role)-\w+/g, "$1"));
}

function tokenCommand(): string {
    const facts = { arn: "arn", certificateAuthorityData: "", endpoint: "", name: "x", region: "us-east-1" };
    const config = JSON.parse(renderKubeconfig({ ...facts, assumeRoleArn: ROLE })) as {
        readonly users: readonly [{ readonly user: { readonly exec: { readonly args: readonly string[] } } }];
    };
    return ["aws", ...config.users[0].user.exec.args].join(" ");
}

const FILE = join(ROOT, "tests/fixtures/aws-cli/accepted.json");

interface Accepted {
    /** Whose parser it was: `aws-cli/1.46.3`. */
    readonly tool: string;
    readonly commands: readonly (readonly string[])[];
}

export function readAccepted(): Accepted {
    return JSON.parse(readFileSync(FILE, "utf8")) as Accepted;
}

/** One command a line. */
export function writeAccepted({ commands, tool }: Accepted): void {
    const lines = commands.map((words) => `  ${JSON.stringify(words)}`).join(",\n");
    writeFileSync(FILE, `{\n "tool": ${JSON.stringify(tool)},\n "commands": [\n${lines}\n ]\n}\n`);
}
