/** The permission tables against the plans: every type has its actions, and nothing beyond. */
import assert from "node:assert/strict";

import { accessOf } from "../../bootstrap/github-spec";
import { ALL_ACTIONS, PERMISSIONS, READ_ACTIONS } from "../../bootstrap/permissions";
import { isRead, serviceOf } from "../../bootstrap/permissions/table";
import { ROLE_PREFIXES, WRITE_SCOPES } from "../../bootstrap/policies/scopes";
import { POLICY_GROUPS } from "../../bootstrap/policies/statements";
import type { EnvironmentShape } from "../../components/platform/shape";
import { FACTS } from "../../tools/facts";
import type { PlannedGraph } from "../../tools/plan/graph";
import { planStack } from "../../tools/plan/plan-stack";
import { FORK } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { GITHUB } from "../support/bootstrap";
import { everything } from "../support/everything";
import { FAR } from "../support/networks";
import { graphOfShape } from "../support/plan-shape";
import { record } from "../support/record";
import { ON_NODES } from "../support/shapes";

/** Signing in another way, which no environment with people of Identity Center has. */
const BY_SAML: EnvironmentShape = {
    ...ON_NODES,
    grafana: {
        signIn: {
            kind: "saml",
            metadataUrl: "https://idp.example.com/metadata",
            roleAssertion: "role",
            adminValues: ["platform"],
            editorValues: [],
        },
    },
};

/** Graphs of every environment, of one with every option of every component on, and of what that one cannot have beside. */
async function graphs(): Promise<readonly PlannedGraph[]> {
    const environments: PlannedGraph[] = [];
    for (const stack of listStacks(FORK)) {
        const result = await planStack({ stack, mode: "deterministic" });
        if ("problems" in result) assert.fail(result.problems.join("\n"));
        environments.push(result.graph);
    }
    const far = await graphOfShape(FAR.shape, { config: FAR.config });
    return [...environments, (await record(everything)).graph, far, await graphOfShape(BY_SAML)];
}

const WAIT = "aws:acm/certificateValidation:CertificateValidation";

describe("the permission tables", () => {
    let planned: readonly PlannedGraph[] = [];
    before(async () => {
        planned = await graphs();
    });

    it("have a row for every type of every environment, and no other row", () => {
        const types = planned.flatMap(({ resources }) => resources.map(({ type }) => type));
        const ofAws = [...new Set(types)].filter((type) => type.startsWith("aws:"));
        assert.deepEqual([...PERMISSIONS.keys()].sort(), ofAws.sort());
    });

    it("say of every row how it is made, read and where that was read", () => {
        for (const { create, read, source, type } of PERMISSIONS.values()) {
            // Waiting for what another resource made is reading.
            if (type !== WAIT) assert.notDeepEqual(create, [], type);
            assert.notDeepEqual(read, [], type);
            assert.match(
                source,
                /^hashicorp\/terraform-provider-aws internal\/service\/[\w/]+\.go(; .{10,})?$/,
                type,
            );
        }
    });

    it("can remove whatever they make, but what goes with the VPC, or was never made", () => {
        const kept = [...PERMISSIONS.values()].filter((row) => row.delete.length === 0);
        assert.deepEqual(
            kept.map(({ type }) => type),
            ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", WAIT],
        );
    });

    it("list in `update` what a change in place takes, and nothing where every change replaces", () => {
        for (const { type, update } of PERMISSIONS.values()) {
            if (update.length > 0) continue;
            assert.notDeepEqual(FACTS.get(type)?.forcesReplacement, [], type);
        }
    });

    it("only look while they read", () => {
        assert.deepEqual(
            READ_ACTIONS.filter((action) => !isRead(action)),
            [],
        );
    });

    it("name actions as IAM does, each once and whole", () => {
        for (const action of ALL_ACTIONS) assert.match(action, /^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
        assert.equal(new Set(ALL_ACTIONS).size, ALL_ACTIONS.length);
    });

    it("hold no action outside of a group of policies", () => {
        const grouped = Object.values(POLICY_GROUPS).flat().sort();
        assert.deepEqual([...new Set(ALL_ACTIONS.map(serviceOf))].sort(), grouped);
        assert.deepEqual(Object.keys(WRITE_SCOPES).sort(), grouped);
    });

    it("reach every name the plans make, and no role of an administrator", () => {
        const names = planned.flatMap(({ resources }) => resources).flatMap(arnOf);
        const strangers = names.filter(({ arn, service }) => !reaches(service, arn));
        assert.ok(names.length > 90, `only ${names.length} names`);
        assert.deepEqual(strangers, []);
        assert.equal(reaches("iam", `arn:aws:iam::${GITHUB.account}:role/platform-admin`), false);
        assert.equal(
            reaches("logs", `arn:aws:logs:us-east-1:${GITHUB.account}:log-group:/aws/lambda/x`),
            false,
        );
    });

    it("every beginning of a role's name is one that a plan makes", () => {
        const roles = planned
            .flatMap(({ resources }) => resources)
            .filter(({ type }) => type === "aws:iam/role:Role")
            .map(({ name }) => name);
        const unused = ROLE_PREFIXES.filter((prefix) => !roles.some((name) => name.startsWith(prefix)));
        assert.deepEqual(unused, []);
    });
});

/** Type → how its ARN ends, from its name in AWS. */
const ENDINGS: Readonly<Record<string, readonly [service: string, prefix: string]>> = {
    "aws:iam/role:Role": ["iam", "role/"],
    "aws:iam/policy:Policy": ["iam", "policy/"],
    "aws:iam/instanceProfile:InstanceProfile": ["iam", "instance-profile/"],
    "aws:autoscaling/group:Group": ["autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/"],
    "aws:resourcegroups/group:Group": ["resource-groups", "group/"],
    "aws:sqs/queue:Queue": ["sqs", ""],
    "aws:cloudwatch/eventRule:EventRule": ["events", "rule/"],
    "aws:cloudwatch/logGroup:LogGroup": ["logs", "log-group:"],
    "aws:kms/alias:Alias": ["kms", ""],
};

function arnOf({
    inputs,
    name,
    type,
}: PlannedGraph["resources"][number]): readonly { readonly arn: string; readonly service: string }[] {
    const ending = ENDINGS[type];
    if (ending === undefined) return [];
    const [service, prefix] = ending;
    const given = (inputs as { readonly name?: string }).name;
    const region = service === "iam" ? "" : "us-east-1";
    return [
        {
            service,
            arn: `arn:aws:${service}:${region}:${GITHUB.account}:${prefix}${given ?? `${name}-0a1b2c3`}`,
        },
    ];
}

function reaches(service: string, arn: string): boolean {
    const resources = WRITE_SCOPES[service]?.(accessOf(GITHUB)).resources ?? [];
    return resources.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(arn));
}
