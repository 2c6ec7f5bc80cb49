import assert from "node:assert/strict";

import fc from "fast-check";

import { renderPlan, type ReportOptions } from "../../../tools/plan/report";
import { columns, wrap } from "../../../tools/plan/report-text";
import { graphOf, planned, smallEnvironment } from "../../support/graphs";

const OPTIONS: ReportOptions = { today: "2026-11-24", file: "Pulumi.dev.yaml" };

function render(options: Partial<ReportOptions> = {}): string[] {
    return renderPlan(smallEnvironment(), { ...OPTIONS, ...options }).split("\n");
}

describe("renderPlan", () => {
    it("shows head, tree, totals, what is left to fill in, and notices", () => {
        const lines = render({ placeholders: ["platform:account"], notices: ["a value is encrypted"] });
        assert.deepEqual(lines, [
            "kit",
            "  Environment  dev",
            "  Region       us-east-1",
            "  Account      123456789012",
            "  Kubernetes   1.36, 251 days of standard support left (until 2027-08-02)",
            "",
            "platform  platform:stacks:Platform  4 resources",
            "│  cluster name  kit-dev",
            "├─ network  platform:network:Vpc  2 resources",
            "│     cidr                 10.0.0.0/16",
            "│     control plane zones  a, b",
            "│     endpoints            none",
            "│     flow logs            no",
            "└─ access  platform:cluster:Access  1 resource",
            "      principals  arn:aws:iam::123456789012:role/platform-admin",
            "",
            "Resources by provider",
            "  aws     3",
            "  pulumi  1, the providers",
            "  total   4, in 3 components",
            "",
            "Left to fill in, in Pulumi.dev.yaml: documentation values, which pulumi up refuses",
            "  - platform:account",
            "",
            "Notices",
            "  - a value is encrypted",
            "",
        ]);
    });

    it("lists resources before components, and components in the order they are built", () => {
        const tree = render({ resources: true }).slice(6, 20);
        assert.deepEqual(tree, [
            "platform  platform:stacks:Platform  4 resources",
            "│  cluster name  kit-dev",
            "├─ aws  pulumi:providers:aws",
            "├─ network  platform:network:Vpc  2 resources",
            "│  │  cidr                 10.0.0.0/16",
            "│  │  control plane zones  a, b",
            "│  │  endpoints            none",
            "│  │  flow logs            no",
            "│  ├─ network-node-a  aws:ec2/subnet:Subnet",
            "│  └─ network  aws:ec2/vpc:Vpc",
            "└─ access  platform:cluster:Access  1 resource",
            "   │  principals  arn:aws:iam::123456789012:role/platform-admin",
            "   └─ access-admin  aws:eks/accessEntry:AccessEntry",
            "",
        ]);
    });

    it("wraps at 40 columns without losing a character", () => {
        const lines = render({
            resources: true,
            width: 40,
            notices: ["one two three four five six seven eight"],
        });
        assert.deepEqual(
            lines.filter((line) => columns(line) > 40),
            [],
        );
        assert.deepEqual(lines.slice(-7, -1), [
            "  pulumi  1, the providers",
            "  total   4, in 3 components",
            "",
            "Notices",
            "  - one two three four five six seven",
            "    eight",
        ]);
        const start = lines.findIndex((line) => line.includes("principals"));
        assert.deepEqual(lines.slice(start, start + 3), [
            "   │  principals  arn:aws:iam::",
            "   │              123456789012:role/",
            "   │              platform-admin",
        ]);
    });

    it("shows the first of many long items, and how many follow", () => {
        const names = Array.from(
            { length: 10 },
            (_, index) => `definitions-${index}.of-a-long-group.example.org`,
        );
        const linesOf = (count: number) => {
            const component = planned({
                type: "platform:charts:Chart",
                name: "chart",
                inputs: { definitions: names.slice(0, count) },
            });
            const lines = renderPlan(graphOf(component), OPTIONS).split("\n");
            return lines.filter((line) => /of-a-long-group|more:/.test(line)).map((line) => line.trim());
        };
        assert.equal(linesOf(8).length, 8);
        assert.match(linesOf(8)[7] ?? "", /definitions-7\.of-a-long-group\.example\.org$/);
        assert.equal(linesOf(9).length, 8);
        assert.match(linesOf(9)[7] ?? "", /and 2 more: --json has them$/);
    });

    it("colours only when asked, and colours change no text", () => {
        const coloured = renderPlan(smallEnvironment(), { ...OPTIONS, colour: true });
        assert.match(coloured, /\u001b\[/);
        const bare = coloured.replace(/\u001b\[\d+m/g, "");
        assert.equal(bare, render().join("\n"));
    });

    it("says when support is over, ends soon, or is not known", () => {
        assert.equal(
            render({ today: "2027-08-03" })[4],
            "  Kubernetes   1.36, out of standard support for 1 day (since 2027-08-02)",
        );
        const soon = render({ today: "2027-08-01" });
        assert.equal(soon[4], "  Kubernetes   1.36, 1 day of standard support left (until 2027-08-02)");
        assert.equal(
            soon.at(-2),
            "  - Kubernetes 1.36 leaves standard support on 2027-08-02: plan the update to a newer minor.",
        );
        const old = planned({
            type: "platform:stacks:Platform",
            name: "platform",
            inputs: { kubernetesVersion: "1.20" },
        });
        assert.match(renderPlan(graphOf(old), OPTIONS), /Kubernetes {3}1\.20, end of support not known\n/);
    });

    it("names stack and environment when they differ, and the unknown mode", () => {
        const graph = { ...smallEnvironment(), stack: "pr-7" };
        const lines = renderPlan(graph, { ...OPTIONS, unknown: true }).split("\n");
        assert.deepEqual(
            [lines[2], lines[6]],
            [
                "  Stack        pr-7",
                "  Values       unknown until the first update, as a first preview sees them",
            ],
        );
    });

    it("counts resources below a resource that the tree does not show", () => {
        const outer = planned({ type: "platform:a:Outer", name: "outer" });
        const vpc = planned({ type: "aws:ec2/vpc:Vpc", name: "vpc", parent: outer });
        const inner = planned({ type: "platform:a:Inner", name: "inner", parent: vpc });
        const subnet = planned({ type: "aws:ec2/subnet:Subnet", name: "subnet", parent: inner });
        const text = renderPlan(graphOf(outer, vpc, inner, subnet), OPTIONS);
        assert.match(
            text,
            /^outer {2}platform:a:Outer {2}2 resources\n└─ inner {2}platform:a:Inner {2}1 resource\n/m,
        );
    });
});

describe("wrap", () => {
    it("breaks between words, then after separators, then anywhere", () => {
        assert.deepEqual(wrap("ab cd", 8), ["ab cd"]);
        assert.deepEqual(wrap("one two three", 8), ["one two", "three"]);
        assert.deepEqual(wrap("arn:aws:iam::1234", 8), ["arn:aws:", "iam::", "1234"]);
        assert.deepEqual(wrap("abcdefghijkl", 8), ["abcdefgh", "ijkl"]);
    });

    it("counts two columns for a wide character", () => {
        assert.deepEqual(wrap("漢字漢字漢字", 8), ["漢字漢字", "漢字"]);
    });

    it("loses nothing and keeps every line in its width", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 8, max: 60 }), (text, width) => {
                const lines = wrap(text, width);
                assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
                for (const line of lines) assert.ok(columns(line) <= width, `${columns(line)} > ${width}`);
            }),
        );
    });
});
