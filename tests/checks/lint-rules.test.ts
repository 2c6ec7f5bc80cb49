import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { Linter } from "eslint";

const ROOT = path.resolve(__dirname, "../..");

/** Rules that need types are off here: loading the SDKs' declarations takes longer than all other tests of this folder. */
async function realConfig(): Promise<Linter.Config[]> {
    const real = (await import(pathToFileURL(path.join(ROOT, "eslint.config.mjs")).href)) as {
        readonly default: Linter.Config[];
    };
    const { configs } = await import("typescript-eslint");
    return [...real.default, { files: ["**/*.ts"], ...configs.disableTypeChecked }];
}

interface Case {
    readonly title: string;
    readonly rule: string;
    readonly file?: string;
    readonly reported: readonly string[];
    readonly accepted: readonly string[];
    /** Where the reported code is fine. */
    readonly exempt?: readonly string[];
}

const COMPONENT = "components/network/vpc.ts";
const SETTINGS = "components/platform/settings/settings.ts";
const TOOL = "tools/plan/cli.ts";
const TEST = "tests/stacks/dev.test.ts";
const KUBERNETES_PROVIDER = "components/cluster/kubernetes-provider.ts";

const CASES: readonly Case[] = [
    {
        title: "rule 46: no resource is made inside apply",
        rule: "no-restricted-syntax",
        reported: [
            "vpc.id.apply((id) => new Subnet('a', { vpcId: id }));",
            "vpc.id.apply(function (id) { if (id) { return new ec2.Subnet('a', { vpcId: id }); } });",
            "pulumi.all([a, b]).apply(async ([x]) => { await y; new aws.ec2.Subnet('a', { vpcId: x }); });",
            "id.apply((x) => [x].map((y) => new Subnet(y)));",
        ],
        accepted: [
            "vpc.id.apply((id) => new Map([[id, new URL(id)]]));",
            "vpc.id.apply((id) => { throw new pulumi.RunError(id); });",
            "new Subnet('a', { vpcId: vpc.id.apply((id) => id.trim()) });",
        ],
    },
    {
        title: "rule 17: no chart or manifest is rendered at preview",
        rule: "ours/no-sdk-names",
        reported: [
            "import * as k8s from '@pulumi/kubernetes'; new k8s.helm.v3.Chart('a', {});",
            "import * as helm from '@pulumi/kubernetes/helm/v4'; new helm.Chart('a', {});",
            "import { Chart as Release } from '@pulumi/kubernetes/helm/v3'; new Release('a', {});",
            "import { v2 } from '@pulumi/kubernetes/yaml'; new v2.ConfigGroup('a', {});",
            "import { ConfigFile } from '@pulumi/kubernetes/yaml/v2'; new ConfigFile('a', {});",
            "import * as k8s from '@pulumi/kubernetes'; new k8s.yaml.ConfigGroup('a', {});",
        ],
        accepted: [
            "import { Release } from '@pulumi/kubernetes/helm/v3'; new Release('a', {});",
            "import { Chart } from './chart'; new Chart('a');",
        ],
    },
    {
        title: "rule 5: the Kubernetes provider is made in one file",
        rule: "ours/no-sdk-names",
        reported: [
            "import * as k8s from '@pulumi/kubernetes'; new k8s.Provider('a', {});",
            "import { Provider as Other } from '@pulumi/kubernetes/provider'; new Other('a', {});",
            "import { Provider } from '@pulumi/kubernetes'; new Provider('a', {});",
        ],
        accepted: [
            "import { Provider } from '@pulumi/aws/provider'; new Provider('a', {});",
            "import type { Provider } from '@pulumi/kubernetes/provider'; export type A = Provider;",
        ],
        exempt: [KUBERNETES_PROVIDER],
    },
    {
        title: "nothing is looked up",
        rule: "ours/no-sdk-names",
        reported: [
            "import * as aws from '@pulumi/aws'; aws.getCallerIdentity();",
            "import { getCallerIdentityOutput } from '@pulumi/aws/getCallerIdentity'; getCallerIdentityOutput();",
            "import * as ec2 from '@pulumi/aws/ec2'; ec2.getVpc({});",
            "import * as pulumi from '@pulumi/pulumi'; pulumi.runtime.invoke('a', {});",
        ],
        accepted: [
            "import * as pulumi from '@pulumi/pulumi'; pulumi.getStack();",
            "import { network } from './network'; network.getFirst();",
        ],
        exempt: [TOOL],
    },
    {
        title: "the configuration is read in components/platform/settings/ only",
        rule: "ours/no-sdk-names",
        reported: [
            "import * as pulumi from '@pulumi/pulumi'; new pulumi.Config('platform');",
            "import { Config } from '@pulumi/pulumi'; new Config('platform');",
            "import * as pulumi from '@pulumi/pulumi'; pulumi.runtime.allConfig();",
            "import { runtime } from '@pulumi/pulumi'; runtime.allConfig();",
        ],
        accepted: ["import { Config } from './config'; new Config('platform');"],
        exempt: [SETTINGS, "components/platform/settings/keys.ts", "bootstrap/settings.ts"],
    },
    {
        title: "no environment, clock or chance reaches the program",
        rule: "no-restricted-syntax",
        reported: [
            "process.env.AWS_PROFILE;",
            "process.env['HOME'];",
            "Date.now();",
            "new Date();",
            "Date();",
            "Math.random();",
            "crypto.randomUUID();",
            "randomBytes(4);",
        ],
        accepted: ["new Date('2026-01-01');", "Date.parse('2026-01-01');", "Math.max(1, 2);"],
        exempt: [TOOL],
    },
    {
        title: "a whole SDK is not imported",
        rule: "@typescript-eslint/no-restricted-imports",
        reported: [
            "import * as aws from '@pulumi/aws'; aws;",
            "import { Cluster } from '@pulumi/eks'; Cluster;",
        ],
        accepted: [
            "import * as eks from '@pulumi/aws/eks'; eks;",
            "import type { Cluster } from '@pulumi/eks'; export type A = Cluster;",
        ],
    },
    {
        title: "tests await values instead of asserting inside apply",
        rule: "no-restricted-syntax",
        file: TEST,
        reported: ["vpc.id.apply((id) => assert.equal(id, 'a'));", "pulumi.all([a]).apply(check);"],
        accepted: ["await valueOf(vpc.id);", "Reflect.apply(getter, message, []);"],
        exempt: [COMPONENT],
    },
    {
        title: "tests say which error they want",
        rule: "no-restricted-syntax",
        file: TEST,
        reported: [
            "assert.throws(() => f());",
            "await assert.rejects(f());",
            "assert.throws(() => f(), 'it throws');",
            "assert.throws(() => f(), `it throws`);",
        ],
        accepted: [
            "assert.throws(() => f(), /it throws/);",
            "assert.throws(() => f(), { message: 'it throws' });",
            "await assert.rejects(f(), expected);",
        ],
    },
    {
        title: "tests use node:assert",
        rule: "no-restricted-syntax",
        file: TEST,
        reported: ["expect(1);", "expect(() => f()).toThrow();"],
        accepted: ["assert.equal(1, 1);"],
    },
    {
        title: "enums",
        rule: "no-restricted-syntax",
        reported: ["enum A { B }", "export const enum A { B }"],
        accepted: ["export const A = ['b'] as const;"],
    },
    {
        title: "default exports",
        rule: "no-restricted-syntax",
        reported: ["export default 1;", "export default class A {}"],
        accepted: ["export const a = 1;"],
    },
    {
        title: "assigned exports, but for the program's entry",
        rule: "no-restricted-syntax",
        reported: ["export = function program() {};"],
        accepted: ["export function program() {}"],
        exempt: ["index.ts", "bootstrap/index.ts", "tests/ring1/sample/index.ts"],
    },
    {
        title: "any",
        rule: "@typescript-eslint/no-explicit-any",
        reported: ["export const a: any = 1;", "export function f(a: any[]) { return a; }"],
        accepted: ["export const a: unknown = 1;"],
    },
    {
        title: "non-null assertions",
        rule: "@typescript-eslint/no-non-null-assertion",
        reported: ["a!.b;"],
        accepted: ["a?.b;"],
    },
    {
        title: "a disabled rule has its reason",
        rule: "@eslint-community/eslint-comments/require-description",
        reported: ["// eslint-disable-next-line no-var\nvar a = 1;"],
        accepted: ["// eslint-disable-next-line no-var -- shown to the reader\nvar a = 1;"],
    },
    {
        title: "a silenced type error",
        rule: "@typescript-eslint/ban-ts-comment",
        reported: ["// @ts-ignore\nf();", "// @ts-nocheck\nf();", "// @ts-expect-error\nf();"],
        accepted: ["// @ts-expect-error: the SDK's type lacks the field\nf();"],
    },
    {
        title: "imports come in three groups",
        rule: "perfectionist/sort-imports",
        reported: [
            "import { a } from './a';\nimport fs from 'node:fs';\na(fs);",
            "import fs from 'node:fs';\nimport * as eks from '@pulumi/aws/eks';\nfs(eks);",
        ],
        accepted: [
            "import fs from 'node:fs';\n\nimport * as eks from '@pulumi/aws/eks';\n\nimport { a } from './a';\na(fs, eks);",
        ],
    },
    {
        title: "long files",
        rule: "max-lines",
        reported: ["f();\n".repeat(301)],
        accepted: ["f();\n".repeat(300)],
    },
    {
        title: "long functions",
        rule: "max-lines-per-function",
        reported: [`export function f() {\n${"g();\n".repeat(60)}}`],
        accepted: [`export function f() {\n${"g();\n".repeat(58)}}`],
        exempt: [TEST],
    },
    {
        title: "tangled functions",
        rule: "complexity",
        reported: [`export function f(a: number) {\n${"if (a) g();\n".repeat(12)}}`],
        accepted: [`export function f(a: number) {\n${"if (a) g();\n".repeat(11)}}`],
    },
];

describe("lint", () => {
    const linter = new Linter({ cwd: ROOT });
    let config: Linter.Config[] = [];

    before(async () => {
        config = await realConfig();
    });

    function reports(rule: string, code: string, file: string): number {
        const messages = linter.verify(code, config, { filename: path.join(ROOT, file) });
        const fatal = messages.find((message) => message.fatal === true);
        assert.equal(fatal?.message, undefined, `${file}: ${code}`);
        return messages.filter(({ ruleId }) => ruleId === rule).length;
    }

    for (const { title, rule, file = COMPONENT, reported, accepted, exempt = [] } of CASES) {
        it(title, () => {
            for (const code of reported) {
                assert.notEqual(reports(rule, code, file), 0, `not reported: ${code}`);
                for (const other of exempt)
                    assert.equal(reports(rule, code, other), 0, `in ${other}: ${code}`);
            }
            for (const code of accepted) assert.equal(reports(rule, code, file), 0, `reported: ${code}`);
        });
    }

    it("rules are on for every TypeScript file of the repository", () => {
        for (const file of ["index.ts", COMPONENT, SETTINGS, TOOL, TEST]) {
            assert.notEqual(
                reports("@typescript-eslint/no-explicit-any", "export const a: any = 1;", file),
                0,
                file,
            );
            assert.notEqual(
                reports("no-restricted-syntax", "x.apply(() => new Subnet('a'));", file),
                0,
                file,
            );
        }
    });
});
