import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { clean, valueText } from "../../../tools/review/change-lines";
import { linesOf } from "../../../tools/review/list-edits";
import { code, fenceFor, plain } from "../../../tools/review/markdown-text";
import { renderJson } from "../../../tools/review/render-json";
import { COMMENT_LIMIT, COMMENT_MARKER, renderMarkdown } from "../../../tools/review/render-markdown";
import { renderText } from "../../../tools/review/render-text";
import type { ReviewReport } from "../../../tools/review/report";
import { review, type ReviewInput } from "../../../tools/review/review";
import { ENVIRONMENT } from "./environment";
import { graphOf, json, type Sketch, type World, withChanges, withInputs } from "./world";

const ZWSP = "\u200b";

function reportOf(base: World, head: World, more: Partial<ReviewInput> = {}): ReviewReport {
    return review({
        environments: [{ base: graphOf(base), head: graphOf(head) }],
        removed: [],
        base: "main (1a2b3c4)",
        acknowledgements: { entries: [], problems: [] },
        today: "2026-11-24",
        facts: FACTS,
        ...more,
    });
}

function changed(changes: Readonly<Record<string, Sketch | undefined>>, more: Partial<ReviewInput> = {}) {
    return reportOf(ENVIRONMENT, withChanges(ENVIRONMENT, changes), more);
}

const NOTHING = changed({});
const ADDON = changed({
    addon: withInputs(ENVIRONMENT.addon, {
        addonVersion: "v1.22.4-eksbuild.3",
        configurationValues: json({ env: { DISABLE_METRICS: "false" } }),
    }),
});

describe("a review as text", () => {
    it("is one line when nothing changed", () => {
        assert.equal(renderText(NOTHING), "Nothing changes in dev, against main (1a2b3c4).\n");
    });

    it("says first what could hurt, then what changes", () => {
        assert.equal(
            renderText(ADDON),
            `Blocked: 1 cause could hurt dev. Compared with main (1a2b3c4).

     create  change  replace  delete  worst  nodes that roll  bill and time
dev               1                   high                    1 min

HIGH  The add-on vpc-cni changes in place, because addonVersion changes v1.20.4-eksbuild.2 → v1.22.4-eksbuild.3, configurationValues › env.DISABLE_METRICS changes true → false (dev)
  high, addon-jump: Add-on "vpc-cni" (vpc-cni) jumps from v1.20.4-eksbuild.2 to v1.22.4-eksbuild.3.
    AWS supports one minor at a time for this add-on. Instead: Go through the minors between, one change each.
    vpc-cni. Source: EKS User Guide, workloads/eks-add-ons: one minor version at a time

To accept it, in review-acknowledgements.yaml, with your reasons:
acknowledgements:
  - component: vpc-cni
    risk: addon-jump
    environments: [dev]
    reason:
    expires: "2026-12-24"

Changes, against main (1a2b3c4)
platform  platform:stacks:Platform
  ~ update vpc-cni  aws:eks/addon:Addon
    ~ addonVersion: v1.20.4-eksbuild.2 → v1.22.4-eksbuild.3
    ~ configurationValues › env.DISABLE_METRICS: true → false
`,
        );
    });

    it("shows what forces, what ripples and from where", () => {
        const text = renderText(changed({ vpc: withInputs(ENVIRONMENT.vpc, { cidrBlock: "10.1.0.0/16" }) }));
        assert.deepEqual(text.slice(text.indexOf("Changes,")).split("\n").slice(1, 16), [
            "platform  platform:stacks:Platform",
            "  ~ update cluster-control-plane  aws:eks/cluster:Cluster",
            "    ~ vpcConfig: another value, made from network-node-a, which follows from network-vpc",
            "  ~ replace system  aws:eks/fargateProfile:FargateProfile  because of subnetIds",
            "    ~ subnetIds: another value, made from network-node-a, which follows from network-vpc",
            "  ~ replace system-a  aws:eks/nodeGroup:NodeGroup  because of subnetIds",
            "    ~ subnetIds: another value, made from network-node-a, which follows from network-vpc",
            "platform › network  platform:network:Vpc",
            "  ~ replace network-nat-a  aws:ec2/natGateway:NatGateway  because of subnetId",
            "    ~ subnetId: another value, made from network-node-a, which follows from network-vpc",
            "  ~ replace network-node-a  aws:ec2/subnet:Subnet  because of vpcId",
            "    ~ vpcId: another value, made from network-vpc",
            "  ~ replace network-vpc  aws:ec2/vpc:Vpc  because of cidrBlock",
            "    ~ cidrBlock: 10.0.0.0/16 → 10.1.0.0/16  (forces replacement)",
            "",
        ]);
    });

    it("fits a narrow terminal and has colours when asked", () => {
        const narrow = renderText(ADDON, { width: 40 });
        assert.deepEqual(
            narrow.split("\n").filter((line) => line.length > 40),
            [],
        );
        assert.doesNotMatch(narrow, /\u001b/);
        assert.match(renderText(ADDON, { colour: true }), /\u001b\[31m/);
    });

    it("never shows a secret, nor what became one", () => {
        const token = (value: string | { readonly $secret: true }) =>
            withInputs(ENVIRONMENT.vpc, { tags: { token: value } });
        const base = { ...ENVIRONMENT, vpc: token("canary-1") };
        const head = { ...ENVIRONMENT, vpc: token({ $secret: true }) };
        for (const report of [reportOf(base, head), reportOf(head, base)]) {
            for (const text of [renderText(report), renderMarkdown(report), renderJson(report)]) {
                assert.doesNotMatch(text, /canary/);
            }
        }
        assert.match(
            renderText(reportOf(base, head)),
            /tags\.token: \(hidden: a secret on the other side\)|→ \(secret\)/,
        );
    });

    it("says why there is no base, and what only one side has", () => {
        const head = graphOf(ENVIRONMENT);
        const lines = (environments: ReviewInput["environments"], removed: readonly string[] = []) =>
            renderText(changed({}, { environments, removed }));
        assert.equal(
            lines([{ head, withoutBase: ["its code has no npm run plan"] }]),
            "No verdict on dev. Compared with main (1a2b3c4).\n\ndev: cannot be compared, main (1a2b3c4) has no plan of it: its code has no npm run plan. All 22 resources show as new.\n".replace(
                "22",
                String(head.resources.filter(({ custom }) => custom).length),
            ),
        );
        assert.match(
            lines([{ head }]),
            /^Nothing here could hurt\. Compared .*\n\n.*\ndev +\d+ +\d+ min\ndev: \d+ min; new, main \(1a2b3c4\) does not have it\. \d+ resources to create\.\n\ndev, as planned\n/,
        );
        assert.equal(
            lines([], ["old"]),
            "No verdict on old. Compared with main (1a2b3c4).\n\nold: its settings file is gone. What was deployed from main (1a2b3c4) stays in AWS: destroy the stack first if it is meant to go.\n",
        );
    });

    it("counts what is acknowledged", () => {
        const risk = ADDON.environments[0]?.risks[0];
        assert.ok(risk);
        const { urn, kind } = risk;
        const entry = {
            urn,
            risk: kind,
            reason: "Tried in the sandbox first.",
            expires: "2026-12-01",
        } as const;
        const report = changed(
            { addon: withInputs(ENVIRONMENT.addon, { addonVersion: "v1.22.4-eksbuild.3" }) },
            { acknowledgements: { entries: [entry], problems: [] } },
        );
        assert.equal(report.code, 0);
        assert.match(
            renderText(report),
            /^Passes: all that could hurt is accepted \(1 acknowledgement\)\. .*\n\n.*\ndev +1 +accepted +1 min\n\nACCEPTED  The add-on/,
        );
        assert.match(renderText(report), /Accepted until 2026-12-01: Tried in the sandbox first\./);
        assert.doesNotMatch(renderText(report), /To accept it/);
        assert.match(renderMarkdown(report), /### 🔵 Passes.*\n/);
        assert.equal(report.environments[0]?.headline, "dev: 1 min; 1 risk acknowledged. 1 to update.");
    });
});

describe("a review as JSON", () => {
    it("is the report, in canonical form", () => {
        assert.deepEqual(JSON.parse(renderJson(ADDON)), JSON.parse(JSON.stringify(ADDON)));
        assert.equal(renderJson(ADDON), renderJson(structuredClone(ADDON)));
    });
});

describe("a review as a comment", () => {
    it("is the marker and one line when nothing changed", () => {
        assert.equal(
            renderMarkdown(NOTHING),
            `${COMMENT_MARKER}\n### 🟢 Nothing changes in dev, against main (1a2b3c4).\n`,
        );
    });

    it("has the risk above the fold and the changes below it", () => {
        assert.equal(
            renderMarkdown(ADDON),
            `${COMMENT_MARKER}
### 🟠 Blocked: 1 cause could hurt dev.

Compared with \`main (1a2b3c4)\`.

| environment | bill and time | create | change | replace | delete | worst | nodes that roll |
| --- | --- | ---: | ---: | ---: | ---: | --- | --- |
| 🟠\u00a0**dev** | 1\u00a0min |  | 1 |  |  | high |  |

#### 🟠 The add-on \`vpc-cni\` changes in place, because \`addonVersion\` changes \`v1.20.4-eksbuild.2\` → \`v1.22.4-eksbuild.3\`, \`configurationValues › env.DISABLE_METRICS\` changes \`true\` → \`false\` (dev)

- 🟠 high, \`addon-jump\`: **Add-on "vpc-cni" (vpc-cni) jumps from v1.20.4-eksbuild.2 to v1.22.4-eksbuild.3.** AWS supports one minor at a time for this add-on. Instead: Go through the minors between, one change each.

<details><summary>on whose word</summary>

- \`addon-jump\`: EKS User Guide, workloads/eks-add-ons: one minor version at a time; \`vpc-cni\`

</details>

<details><summary>To accept it, in review-acknowledgements.yaml</summary>

Each entry takes a reason, and counts up to its last day.

\`\`\`yaml
acknowledgements:
  - component: vpc-cni
    risk: addon-jump
    environments: [dev]
    reason:
    expires: "2026-12-24"
\`\`\`

</details>

<details><summary>dev: 0 to create, 1 to update, 0 to replace, 0 to delete</summary>

\`\`\`diff
# platform  platform:stacks:Platform
! update vpc-cni  aws:eks/addon:Addon
!   addonVersion: v1.20.4-eksbuild.2 → v1.22.4-eksbuild.3
!   configurationValues › env.DISABLE_METRICS: true → false
\`\`\`

</details>
`,
        );
    });

    it("stays within GitHub's limit, with every headline, and says what was cut and where it is", () => {
        const many = (size: number) =>
            withChanges(
                ENVIRONMENT,
                Object.fromEntries(
                    Array.from({ length: 2000 }, (_, i) => {
                        const inputs = {
                            cidrBlock: `10.0.0.0/${size}`,
                            tags: { Name: "ü".repeat(30) + String(i) },
                        };
                        return [`s${i}`, { type: "aws:ec2/subnet:Subnet", name: `subnet-${i}`, inputs }];
                    }),
                ),
            );
        const report = reportOf(many(24), many(25));
        const text = renderMarkdown(report, { wholeReview: "The artifact of the check has all of it" });
        assert.ok(
            text.length <= COMMENT_LIMIT && Buffer.byteLength(text) <= COMMENT_LIMIT,
            String(text.length),
        );
        assert.match(text, /^### 🟠 Blocked: 1 cause could hurt dev\.\n/m);
        assert.match(
            text,
            /^#### 🟠 2000 subnets are replaced, because `cidrBlock` changes `10\.0\.0\.0\/24` → `10\.0\.0\.0\/25` \(dev\)$/m,
        );
        assert.match(text, /^ {2}- component: subnet-1023\n.*\n.*\n.*\n.*\n {2}# and 1970 more: /m);
        assert.match(
            text,
            /\nCut here: \d+ lines did not fit a comment\. The artifact of the check has all of it\.\n$/,
        );
        assert.equal(count(text, "<details>"), count(text, "</details>"));
        assert.equal(count(text, "```") % 2, 0);
    });

    const HOSTILE = [
        "@octocat and @org/team",
        "<img src=x onerror=alert(1)>",
        "</summary></details>",
        COMMENT_MARKER,
        "[click](https://evil.example/)",
        "![x](https://evil.example/x.png)",
        "`code` ``` fence ````",
        "line\nbreak\r\n\n# heading",
        "https://evil.example www.evil.example",
        "fixes #1, GH-2, a/b#3",
        "\u202egnirts\u202c \u001b[31m",
        "&lt;b&gt; **bold** ~~no~~ | table |",
    ];
    for (const text of HOSTILE) {
        it(`takes the edge off ${JSON.stringify(text)}`, () => {
            const named = { ...ENVIRONMENT.key, name: text };
            const base: World = { ...ENVIRONMENT, extra: named };
            const head: World = {
                ...ENVIRONMENT,
                extra: withInputs(named, { multiRegion: true, description: text }),
            };
            const report = reportOf(base, head, { base: text });
            const entry = {
                urn: report.environments[0]?.risks[0]?.urn ?? "",
                risk: "replaced",
                reason: text,
                expires: "2026-12-01",
            } as const;
            const accepted = reportOf(base, head, {
                base: text,
                acknowledgements: { entries: [entry], problems: [] },
            });
            for (const markdown of [renderMarkdown(report), renderMarkdown(accepted)])
                assertHarmless(markdown);
            assert.doesNotMatch(renderText(report), /[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
        });
    }
});

/** What GitHub would act on, outside of code. */
function assertHarmless(markdown: string): void {
    assert.ok(markdown.startsWith(`${COMMENT_MARKER}\n`));
    const rest = withoutCode(markdown.slice(COMMENT_MARKER.length)).replaceAll(/<\/?(details|summary)>/g, "");
    assert.doesNotMatch(rest, /<|@[\w]|(?<!\\)\]\(|:\/\/|www\.|#\d|GH-\d|(?<!\\)[`[]/);
    const outside = withoutCode(markdown);
    assert.equal(count(outside, "<details>"), count(outside, "</details>"));
    assert.equal(count(markdown, "<!--"), 1 + count(codeOf(markdown), "<!--"));
}

/** Fenced blocks and code spans, as CommonMark reads them. */
const CODE = /^(`{3,})[^\n]*\n[\s\S]*?\n\1$|(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\2(?!`)/gm;

function withoutCode(markdown: string): string {
    return markdown.replaceAll(CODE, "");
}

function codeOf(markdown: string): string {
    return [...markdown.matchAll(CODE)].map(([text]) => text).join("\n");
}

function count(text: string, part: string): number {
    return text.split(part).length - 1;
}

describe("text in a comment", () => {
    it("does nothing between other text", () => {
        assert.equal(
            plain("a_b*c @d #1 http://x <e> &"),
            `a\\_b\\*c @${ZWSP}d #${ZWSP}1 http:${ZWSP}//x &lt;e&gt; &amp;`,
        );
    });

    it("is fenced by more backticks than it holds", () => {
        assert.equal(code("a"), "`a`");
        assert.equal(code("a`b"), "``a`b``");
        assert.equal(code("`a"), "`` `a ``");
        assert.equal(fenceFor(["a", "````"]), "`````");
        assert.equal(fenceFor([]), "```");
    });
});

describe("values", () => {
    it("are shown on one line, long ones cut with what is missing", () => {
        assert.equal(valueText("a\nb"), "a\\u000ab");
        assert.equal(valueText({ b: 1, a: [true] }), '{"a":[true],"b":1}');
        assert.equal(valueText({ $secret: true }), "(secret)");
        assert.equal(valueText({ $unknown: true }), "(unknown)");
        assert.equal(valueText(""), '""');
        assert.equal(valueText(undefined), "none");
        assert.equal(valueText("x".repeat(161)), `${"x".repeat(160)}… (1 more character)`);
        assert.equal(clean("é 世界 🙂"), "é 世界 🙂");
    });

    it("of lists are shown item by item", () => {
        const lines = (before: unknown, after: unknown) =>
            linesOf({ path: ["a"], before: before as never, after: after as never });
        assert.deepEqual(lines(["x", "y", "y"], ["y", "z"]), [
            { path: "a", before: "x" },
            { path: "a", before: "y" },
            { path: "a", after: "z" },
        ]);
        assert.deepEqual(lines(["x", "y"], ["y", "x"]), [
            { path: "a", before: ["x", "y"], after: ["y", "x"] },
        ]);
        assert.deepEqual(
            lines(
                [{ Sid: "A", Action: ["x"] }],
                [
                    { Sid: "B", Action: [] },
                    { Sid: "A", Action: ["x", "y"] },
                ],
            ),
            [
                { path: "a[A].Action", after: "y" },
                { path: "a[B]", after: { Sid: "B", Action: [] } },
            ],
        );
    });
});

describe("a review", () => {
    it("groups by component, in the order they are built, with what each decided", () => {
        const head = withChanges(ENVIRONMENT, {
            network: withInputs(ENVIRONMENT.network, { cidr: "10.1.0.0/16" }),
            addon: undefined,
        });
        const groups = reportOf(ENVIRONMENT, head).environments[0]?.groups;
        assert.deepEqual(
            groups?.map(({ component, decisions, changes }) => [
                component.join(" › "),
                decisions.map(({ path, before, after }) => [path, before, after]),
                changes.map(({ operation, name }) => `${operation} ${name}`),
            ]),
            [
                ["platform", [], ["delete vpc-cni"]],
                ["platform › network", [["cidr", "10.0.0.0/16", "10.1.0.0/16"]], []],
            ],
        );
    });

    it("names types whose replacement it cannot know", () => {
        const strange = { type: "aws:strange/thing:Thing", name: "it", inputs: { a: 1 } };
        const [environment] = reportOf(
            { ...ENVIRONMENT, strange },
            { ...ENVIRONMENT, strange: withInputs(strange, { a: 2 }) },
        ).environments;
        assert.deepEqual(environment?.unknownTypes, ["aws:strange/thing:Thing"]);
        assert.deepEqual(environment.groups[0]?.changes[0]?.notes, [
            "no facts of this type: it may be replaced instead",
        ]);
    });

    it("says what a resource waits for, when that is all that differs", () => {
        const graph = graphOf(ENVIRONMENT);
        const [network, key] = ["network-vpc", "keys-secrets"].map(
            (name) => graph.resources.find((one) => one.name === name)?.urn ?? assert.fail(name),
        );
        const waitingFor = (urn: string | undefined): PlannedGraph => ({
            ...graph,
            resources: graph.resources.map((one) =>
                one.name === "node-role" && urn !== undefined ? { ...one, dependencies: [urn] } : one,
            ),
        });
        const { environments } = review({
            environments: [{ base: waitingFor(network), head: waitingFor(key) }],
            removed: [],
            base: "main",
            acknowledgements: { entries: [], problems: [] },
            today: "2026-11-24",
            facts: FACTS,
        });
        assert.deepEqual(
            environments[0]?.groups
                .flatMap(({ changes }) => changes)
                .map(({ operation, notes }) => [operation, notes]),
            [["none", ["waits no longer for network-vpc", "waits for keys-secrets as well"]]],
        );
    });

    it("of several environments has one line when none changes", () => {
        const graph: PlannedGraph = graphOf(ENVIRONMENT);
        const other: PlannedGraph = { ...graph, stack: "staging", environment: "staging" };
        const report = changed(
            {},
            {
                environments: [
                    { base: graph, head: graph },
                    { base: other, head: other },
                ],
            },
        );
        assert.equal(renderText(report), "Nothing changes in dev, staging, against main (1a2b3c4).\n");
    });
});
