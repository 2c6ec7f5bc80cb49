import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

import type { ICruiseResult, IForbiddenRuleType } from "dependency-cruiser";

/** The rules under test. A plain JavaScript file, so that its type is ours to state. */
const { forbidden, options } = createRequire(__filename)("../../.dependency-cruiser.cjs") as {
    readonly forbidden: IForbiddenRuleType[];
    readonly options: { readonly tsPreCompilationDeps: boolean };
};

/** Files, each with the one file it imports: what is refused, by which rule. */
const REFUSED: readonly (readonly [rule: string, from: string, to: string])[] = [
    ["no-cycle", "components/shared/a", "components/shared/b"],
    ["unresolved", "stacks/lost", "stacks/nowhere"],
    ["program-without-tools", "index", "tools/plan/graph"],
    ["program-without-tools", "stacks/dev", "tests/support/record"],
    ["program-without-tools", "components/network/subnets", "tools/facts/facts"],
    ["program-without-tools", "bootstrap/plan", "tools/plan/graph"],
    ["bootstrap-by-itself", "bootstrap/settings", "components/platform/settings/settings"],
    ["bootstrap-by-itself", "bootstrap/state", "components/network/vpc"],
    ["program-without-bootstrap", "stacks/account", "bootstrap/plan"],
    ["components-below-stacks", "components/platform/parts", "stacks/environments"],
    ["stacks-below-index", "stacks/outputs", "index"],
    ["index-over-platform", "index", "components/network/vpc"],
    ["shared-below-components", "components/shared/iam", "components/versions"],
    ["shared-below-components", "components/versions", "components/network/vpc"],
    ["refs-between-components", "components/cluster/cluster", "components/network/vpc"],
    ["refs-between-components", "components/security/keys", "components/cluster/api-access"],
    ["refs-between-components", "components/security/keys", "components/platform/phases"],
    ["refs-between-components", "components/security/part", "components/platform/parts"],
    ["reports-without-components", "tools/plan/report", "components/network/vpc"],
    ["reports-without-components", "tools/policy/controls", "components/network/ref"],
    ["reports-without-components", "policy/graph", "components/network/vpc"],
    ["pack-above-all", "tools/plan/policies", "policy/policies"],
    ["pack-above-all", "components/network/policies", "policy/policies"],
    ["facts-below-tools", "tools/facts/aws/vpc", "tools/plan/graph"],
    ["facts-below-tools", "tools/facts/aws/role", "components/platform/settings/settings"],
    ["tools-without-tests", "tools/plan/cli", "tests/support/record"],
    ["tests-on-their-own-fork", "tests/docs/papers", "stacks/presets"],
];

const ACCEPTED: readonly (readonly [from: string, to: string])[] = [
    ["index", "components/platform/platform"],
    ["index", "stacks/environments"],
    ["stacks/shape", "components/platform/shape"],
    // Closes the circle that begins above.
    ["components/shared/b", "components/shared/a"],
    ["components/platform/parts", "components/network/vpc"],
    ["components/network/part", "components/platform/part"],
    ["tools/plan/plan-stack", "components/platform/environment"],
    ["components/network/vpc", "components/network/address-plan"],
    ["components/network/address-plan", "components/shared/names"],
    ["components/cluster/cluster-spec", "components/network/ref"],
    ["components/cluster/cluster-role", "components/network/slots"],
    ["components/karpenter/karpenter-schema", "components/compute/managed-nodes-schema"],
    ["components/cluster/api-access", "components/versions"],
    ["components/shared/names", "components/shared/json"],
    ["tools/plan/graph", "components/shared/json"],
    ["policy/policies", "tools/policy/judge"],
    ["tools/plan/support", "components/versions"],
    ["tools/plan/plan-stack", "index"],
    ["tools/plan/answers", "tools/facts/facts"],
    ["tests/support/record", "components/network/vpc"],
    ["tests/environments/controls", "stacks/own/policy"],
    ["bootstrap/github", "components/shared/names"],
    ["bootstrap/github", "components/versions"],
    ["tools/plan/plan-bootstrap", "bootstrap/plan"],
];

const PACKAGES = "program-without-dev-packages";

interface Violation {
    readonly rule: { readonly name: string };
    readonly from: string;
    readonly to: string;
}

describe("dependency direction", () => {
    let root = "";
    let violations: readonly string[] = [];

    before(async () => {
        root = mkdtempSync(path.join(tmpdir(), "direction-"));
        const all = [...REFUSED.map(([, from, to]) => [from, to] as const), ...ACCEPTED];
        const imports = new Map<string, string[]>();
        for (const [from, to] of all) {
            imports.set(from, [...(imports.get(from) ?? []), to]);
            if (!imports.has(to) && to !== "stacks/nowhere") imports.set(to, []);
        }
        for (const [file, targets] of imports) write(file, targets);
        writePackages();
        violations = await cruiseAll();
    });

    after(() => {
        rmSync(root, { recursive: true, force: true });
    });

    function write(file: string, targets: readonly string[]): void {
        const whole = path.join(root, `${file}.ts`);
        mkdirSync(path.dirname(whole), { recursive: true });
        const lines = targets.map((target) => {
            const relative = path.relative(path.dirname(whole), path.join(root, target));
            // A type counts as well: it ties the files together.
            return `import type { A } from "${relative.startsWith(".") ? relative : `./${relative}`}";\n`;
        });
        writeFileSync(whole, `${lines.join("")}export type A = 1;\n`);
    }

    /** stacks/packages imports a package of each kind, as a value; stacks/types one as a type. */
    function writePackages(): void {
        const names = ["needed", "development", "undeclared"];
        for (const name of names) {
            const folder = path.join(root, "node_modules", name);
            mkdirSync(folder, { recursive: true });
            writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
            writeFileSync(path.join(folder, "index.ts"), "export const a = 1;\n");
        }
        const declared = { dependencies: { needed: "1.0.0" }, devDependencies: { development: "1.0.0" } };
        writeFileSync(path.join(root, "package.json"), JSON.stringify(declared));
        const lines = names.map((name) => `import { a as ${name} } from "${name}";\n`);
        const uses = names.map((name) => `${name};\n`);
        writeFileSync(path.join(root, "stacks/packages.ts"), [...lines, ...uses].join(""));
        const type = 'import type { a } from "development";\nexport type A = typeof a;\n';
        writeFileSync(path.join(root, "stacks/types.ts"), type);
    }

    async function cruiseAll(): Promise<readonly string[]> {
        const { cruise } = await import("dependency-cruiser");
        const { output } = await cruise(["."], {
            ruleSet: { forbidden },
            validate: true,
            baseDir: root,
            doNotFollow: { path: ["node_modules"] },
            tsPreCompilationDeps: options.tsPreCompilationDeps,
            enhancedResolveOptions: { extensions: [".ts"] },
        });
        const found = (output as ICruiseResult).summary.violations as readonly Violation[];
        return found.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
    }

    function withExtension(file: string): string {
        return file === "stacks/nowhere" ? "./nowhere" : `${file}.ts`;
    }

    for (const [rule, from, to] of REFUSED) {
        it(`${from} does not import ${to}`, () => {
            assert.ok(
                violations.includes(`${rule}: ${from}.ts -> ${withExtension(to)}`),
                violations.join("\n"),
            );
        });
    }

    it("the program imports only packages that a deployment installs", () => {
        const found = violations.filter((violation) => violation.startsWith(PACKAGES));
        assert.deepEqual(found, [
            `${PACKAGES}: stacks/packages.ts -> node_modules/development/index.ts`,
            `${PACKAGES}: stacks/packages.ts -> node_modules/undeclared/index.ts`,
        ]);
    });

    it("all else is allowed", () => {
        // The circle of the fixture and its packages have tests of their own.
        const elsewhere = (text: string) => text.startsWith("no-cycle") || text.startsWith(PACKAGES);
        const wanted = REFUSED.map(([rule, from, to]) => `${rule}: ${from}.ts -> ${withExtension(to)}`);
        assert.deepEqual(
            violations.filter((text) => !elsewhere(text)).sort(),
            wanted.filter((text) => !elsewhere(text)).sort(),
        );
    });
});
