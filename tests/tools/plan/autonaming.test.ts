/** A stack's own naming in the plan: what would be made, what is too long, and what a change of it does. */
import assert from "node:assert/strict";

import * as iam from "@pulumi/aws/iam";
import * as sqs from "@pulumi/aws/sqs";

import type { Json } from "../../../components/shared/json";
import { FACTS } from "../../../tools/facts";
import { autoNameOf } from "../../../tools/plan/answers";
import { parseAutonaming } from "../../../components/shared/autonaming";
import { canonicalGraph } from "../../../tools/plan/graph";
import { checkNameLength } from "../../../tools/plan/name-lengths";
import { diff } from "../../../tools/review/diff";
import { EVERYTHING } from "../../support/everything";
import { awsProvider } from "../../support/faulty-programs";
import { record } from "../../support/record";
import { Platform } from "../../../components/platform/platform";

const ROLE = "aws:iam/role:Role";
const QUEUE = "aws:sqs/queue:Queue";

function config(naming: Json): { readonly config: Record<string, string> } {
    return { config: { "pulumi:autonaming": JSON.stringify(naming) } };
}

/** A role, something named after it, and an object whose name the program gives. */
function program(): Record<string, unknown> {
    const provider = awsProvider();
    const role = new iam.Role("reader", { assumeRolePolicy: "{}" }, { provider });
    new iam.RolePolicyAttachment(
        "reader",
        { role: role.name, policyArn: "arn:aws:iam::aws:policy/x" },
        { provider },
    );
    const queue = new sqs.Queue("given", { name: "given" }, { provider });
    return { role: role.name, arn: role.arn, queue: queue.name };
}

async function outputsWith(naming: Json): Promise<Json> {
    const { graph, problems } = await record(program, config(naming));
    assert.deepEqual(problems, []);
    return graph.outputs;
}

describe("a plan of a stack that names for itself", () => {
    it("shows the names an update would make, and leaves those the program gives", async () => {
        const usual = await outputsWith({});
        const [name] = Object.values(usual as Record<string, string>).filter((text) => /^reader-/.test(text));
        const digits = /^reader-([0-9a-f]{7})$/.exec(name ?? "")?.[1] ?? assert.fail(name);
        assert.deepEqual(await outputsWith({ pattern: "acme-${name}-${stack}-${hex(7)}" }), {
            role: `acme-reader-dev-${digits}`,
            arn: `arn:aws:iam::210987654321:role/acme-reader-dev-${digits}`,
            queue: "given",
        });
        assert.deepEqual(await outputsWith({ providers: { aws: { mode: "verbatim" } } }), {
            role: "reader",
            arn: "arn:aws:iam::210987654321:role/reader",
            queue: "given",
        });
        assert.deepEqual(await outputsWith({ providers: { kubernetes: { mode: "verbatim" } } }), usual);
    });

    it("is, without a naming of its own, the plan it was", async () => {
        const [before, after] = [await record(program), await record(program, config({ mode: "default" }))];
        assert.equal(canonicalGraph(after.graph), canonicalGraph(before.graph));
    });

    it("goes past the provider's own prefix only where it is enforced", () => {
        const alias = FACTS.get("aws:kms/alias:Alias") ?? assert.fail("no facts");
        const made = (naming: Json) =>
            autoNameOf(
                parseAutonaming({ project: "kit", stack: "dev", ...config(naming) }),
                alias.physicalName.value,
                { urn: "urn", name: "logs", type: alias.type, inputs: {} },
            );
        assert.equal(made({ mode: "verbatim" }), "logs");
        assert.match(made({ pattern: "a-${name}-${num(3)}" }) ?? "", /^alias\/a-logs-\d{3}$/);
        assert.match(made({ pattern: "a-${name}-${num(3)}", enforce: true }) ?? "", /^a-logs-\d{3}$/);
        assert.equal(made({ mode: "disabled" }), undefined);
        assert.equal(made({}), undefined);
    });

    it("is refused where a name is longer than AWS takes, for a node group too", async () => {
        const pattern = `\${name}-${"x".repeat(60)}-\${hex(7)}`;
        const { problems } = await record(program, config({ pattern }));
        assert.equal(problems.length, 1);
        assert.match(
            problems[0] ?? "",
            /^aws:iam\/role:Role "reader": "reader-x{60}-[0-9a-f]{7}" has 75 characters, and AWS takes 64\. Shorten what pulumi:autonaming adds, or the name in stacks\/ that it is made from\.$/,
        );
        const urn = (type: string) => `urn:pulumi:dev::kit::${type}::it`;
        const limitOf = (type: string) => {
            const rule = FACTS.get(type)?.physicalName.value ?? assert.fail(type);
            const fits = (length: number) =>
                checkNameLength(urn(type), "x".repeat(length), rule).length === 0;
            return Array.from({ length: 300 }, (_, length) => length)
                .filter(fits)
                .at(-1);
        };
        assert.deepEqual(
            [
                ROLE,
                "aws:eks/nodeGroup:NodeGroup",
                "aws:eks/fargateProfile:FargateProfile",
                "aws:ec2/launchTemplate:LaunchTemplate",
                "aws:iam/rolePolicy:RolePolicy",
                "aws:ec2/securityGroup:SecurityGroup",
            ].map(limitOf),
            [64, 63, 100, 128, 128, 255],
        );
    });
});

describe("a review of another naming", () => {
    const platform = () => new Platform("platform", EVERYTHING).outputs();
    const named = config({ providers: { aws: { pattern: "acme-${name}-${hex(7)}" } } });

    it("knows that what exists keeps its name: nothing changes, in either direction", async () => {
        const [before, after] = [await record(platform), await record(platform, named)];
        assert.deepEqual([before.problems, after.problems], [[], []]);
        assert.match(
            after.graph.resources.find(({ type }) => type === QUEUE)?.autoName ?? "",
            /^acme-karpenter-/,
        );
        for (const [base, head] of [
            [before, after],
            [after, before],
        ] as const) {
            const { changes, outputs } = diff(base.graph, head.graph, FACTS);
            const named = changes.map(({ operation, urn }) => `${operation} ${urn.split("::").at(-1) ?? ""}`);
            assert.deepEqual([named, outputs], [[], []]);
        }
    });
});
