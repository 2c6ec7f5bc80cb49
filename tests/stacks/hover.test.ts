/** What an editor shows on the words of a shape: the comments of their schemas, through every type in between. */
import assert from "node:assert/strict";
import path from "node:path";

import ts from "typescript";

import { FORK, ROOT } from "../../tools/plan/root";

/** An environment as a fork writes it, beside those of stacks/. */
const FILE = path.join(FORK, "stacks", "hovered.ts");
const TEXT = `
import type { EnvironmentShape } from "./shape";
export const hovered: Partial<EnvironmentShape> = {
    keys: { secrets: { kind: "own", deletionWindowDays: 30, keepForever: true } },
    network: { nat: "single" },
    compute: {
        kind: "karpenter",
        host: { kind: "fargate", replicas: 1 },
        pools: {
            general: { limits: { cpu: 32 }, nodeClass: { kubelet: { maxPods: 110 } } },
        },
    },
    addons: { coredns: { configuration: {} } },
    charts: { hello: { secretValues: {} } },
    transforms: [],
};
`;

/** The text before a word, the word, and what is shown on it. */
const SHOWN: readonly (readonly [string, string, string])[] = [
    ["", "keys", "Who keeps the key of Secrets, of logs, of volumes and of topics of alerts."],
    ["secrets: { ", "kind", "A key the kit makes, with its policy. It costs a monthly fee and requests."],
    [
        'kind: "own", ',
        "deletionWindowDays",
        "Days KMS waits before it deletes the key and with it all it encrypted. 7 to 30.",
    ],
    [
        "network: { ",
        "nat",
        "How nodes reach the internet: not at all, through one NAT gateway, one a zone, or one that AWS spreads over zones; over the transit gateway of `platform:transitGatewayId`; or through the network interfaces of `platform:egressInterfaces`, a NAT instance or a firewall of somebody else.",
    ],
    ["compute: {\n        ", "kind", "Pods get nodes that Karpenter makes for them."],
    ["host: { ", "kind", "No node at all until a pod asks for one. One profile, `system`, made by the kit."],
    [
        "general: { ",
        "limits",
        "What the pool may grow to. Nodes that stand already stay when a limit is lowered. Besides cpu and memory: `nodes`, `pods`, `ephemeral-storage`, or a device such as `nvidia.com/gpu`.",
    ],
    [
        "limits: { ",
        "cpu",
        "Cores of all nodes together: `100`, or thousandths with `m`. `0` keeps the pool empty.",
    ],
    ["kubelet: { ", "maxPods", "Pods a node takes at most."],
    ["addons: { ", "coredns", "Names of Services and of the world. Every environment has it."],
    [
        "coredns: { ",
        "configuration",
        "Settings as EKS describes them (DescribeAddonConfiguration), merged over the kit's own: maps key by key, a list or any other value takes the place of the kit's.",
    ],
    [
        "hello: { ",
        "secretValues",
        "Further values that nobody may read, by their dotted path, which `values` does not hold. A dot inside a key is written as `\\.`, as for `helm --set`.",
    ],
    ["", "transforms", "Inputs of the kit's resources, changed by code of your own: `transform(…)`."],
];

/** Names of packages that no word needs: half of what would be read. */
const UNREAD = /^(@pulumi\/|node:)/;

function languageService(): ts.LanguageService {
    const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (file) =>
        ts.sys.readFile(file),
    ) as {
        readonly config: { readonly compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, ROOT);
    const textOf = (file: string) => (file === FILE ? TEXT : ts.sys.readFile(file));
    const host: ts.LanguageServiceHost = {
        getCompilationSettings: () => options,
        getCurrentDirectory: () => ROOT,
        getDefaultLibFileName: ts.getDefaultLibFilePath,
        getScriptFileNames: () => [FILE],
        getScriptVersion: () => "1",
        getScriptSnapshot: (file) => {
            const text = textOf(file);
            return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
        },
        fileExists: (file) => file === FILE || ts.sys.fileExists(file),
        readFile: textOf,
        resolveModuleNameLiterals: (literals, file, redirected, settings, source) =>
            literals.map((literal) => {
                if (UNREAD.test(literal.text)) return { resolvedModule: undefined };
                const mode = ts.getModeForUsageLocation(source, literal, settings);
                return ts.resolveModuleName(
                    literal.text,
                    file,
                    settings,
                    ts.sys,
                    undefined,
                    redirected,
                    mode,
                );
            }),
    };
    return ts.createLanguageService(host);
}

describe("an editor on a word of a shape", () => {
    let service: ts.LanguageService;
    before(() => {
        service = languageService();
    });
    after(() => service.dispose());

    for (const [before, word, text] of SHOWN) {
        it(`shows what it means: ${before.trim()} ${word}`.replace(/\s+/g, " "), () => {
            const start = TEXT.indexOf(`${before}${word}:`);
            assert.notEqual(start, -1);
            const info = service.getQuickInfoAtPosition(FILE, start + before.length);
            const shown = ts.displayPartsToString(info?.documentation).replaceAll(/\s+/g, " ");
            assert.equal(shown, text);
        });
    }
});
