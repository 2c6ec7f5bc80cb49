/** All rules of an organisation at once, in every environment, as a platform team would ask for them. */
import assert from "node:assert/strict";

import { accessOf } from "../../../bootstrap/github-spec";
import { roleArns } from "../../../bootstrap/policies/scopes";
import { groupStatements } from "../../../bootstrap/policies/statements";
import { planEnvironment } from "../../../components/platform/environment";
import { Platform } from "../../../components/platform/platform";
import { parseSettings } from "../../../components/platform/settings/settings";
import { describeLocated } from "../../../components/platform/located";
import type { Organisation } from "../../../components/shared/organisation";
import { ENVIRONMENTS } from "../../fixtures/fork/stacks/environments";
import { FACTS } from "../../../tools/facts";
import { objectOf, textOf } from "../../../tools/facts/build";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { recordProgram } from "../../../tools/plan/recorder";
import { GITHUB } from "../../support/bootstrap";
import { FILLED, stackConfigOf } from "../../support/settings";

const BOUNDARY = "arn:aws:iam::210987654321:policy/workload-boundary";
const VALUES = { dev: "nonprod", staging: "nonprod", production: "prod" } as const;
const RULES = {
    permissionsBoundary: "policy/workload-boundary",
    iamPath: "/platform/",
    namePrefix: "acme-",
    registry: "111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror",
    proxy: { httpsProxy: "http://proxy.acme.internal:3128" },
    tags: {
        required: ["Owner", "CostCentre"],
        environment: { key: "Environment", values: VALUES },
        cluster: { key: "Cluster" },
        managedBy: false,
    },
} as const satisfies Organisation;
const ROLE = "aws:iam/role:Role";

async function planned(stack: string): Promise<PlannedGraph> {
    const changes = {
        "platform:clusterName": `acme-${stack}`,
        "platform:organisation": JSON.stringify(RULES),
        "platform:tags": JSON.stringify({ Owner: "platform-team", CostCentre: "1000" }),
        "platform:zones": JSON.stringify({ a: "us-east-1a", b: "us-east-1b", c: "us-east-1c" }),
        "pulumi:autonaming": JSON.stringify({ providers: { aws: { pattern: "acme-${name}-${hex(7)}" } } }),
    };
    const { config: filled, project } = stackConfigOf(FILLED, stack);
    const config = { ...filled, ...changes, "platform:environment": stack };
    const identity = { config, project, stack, secretKeys: [] };
    const result = planEnvironment(parseSettings(identity, ENVIRONMENTS.names), ENVIRONMENTS);
    assert.ok("plan" in result, "problems" in result ? result.problems.map(describeLocated).join("\n") : "");
    const { graph, problems } = await recordProgram({
        program: () => new Platform("platform", result.plan).outputs(),
        ...identity,
        organization: "acme",
        mode: "deterministic",
    });
    assert.deepEqual(problems, []);
    return graph;
}

function ofType({ resources }: PlannedGraph, type: string): readonly PlannedResource[] {
    return resources.filter((resource) => resource.type === type);
}

/** The name Pulumi makes, or the one that is given. */
function namesOf({ autoName, inputs, type }: PlannedResource): readonly string[] {
    const rule = FACTS.get(type)?.physicalName.value;
    if (rule === undefined || rule.kind === "none") return [];
    return [autoName ?? textOf(objectOf(inputs)[rule.property], `${type} without ${rule.property}`)];
}

/** What a service or the kit itself puts before the cluster's name, which begins with the prefix. */
const FIXED = /^(\/aws\/(eks|vpc)\/|alias\/eks\/)acme-/;

describe("an organisation's rules, all at once", () => {
    for (const stack of ["dev", "staging", "production"] as const) {
        describe(`in ${stack}`, () => {
            let graph: PlannedGraph;
            before(async () => void (graph = await planned(stack)));

            it("bound every role and put it under the path", () => {
                const roles = ofType(graph, ROLE).map(({ inputs }) => objectOf(inputs));
                assert.ok(roles.length >= 5);
                for (const { path, permissionsBoundary } of roles)
                    assert.deepEqual([path, permissionsBoundary], ["/platform/", BOUNDARY]);
            });

            it("begin every name that AWS sees", () => {
                const names = graph.resources.filter(({ type }) => type.startsWith("aws:")).flatMap(namesOf);
                assert.ok(names.length > 15);
                assert.deepEqual(
                    names.filter((name) => !name.startsWith("acme-") && !FIXED.test(name)),
                    [],
                );
            });

            it("spell every tag", () => {
                const tags = {
                    Owner: "platform-team",
                    CostCentre: "1000",
                    Environment: VALUES[stack],
                    Cluster: `acme-${stack}`,
                };
                const providers = ofType(graph, "pulumi:providers:aws");
                const defaults = providers.map(({ inputs }) => String(objectOf(inputs)["defaultTags"]));
                assert.deepEqual(
                    defaults.map((text) => JSON.parse(text) as unknown),
                    [{ tags }],
                );
                // What the provider does not make is told of them.
                for (const { inputs } of ofType(graph, "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")) {
                    const { Name, ...others } = objectOf(objectOf(objectOf(inputs)["spec"])["tags"]);
                    assert.match(String(Name), /^acme-/);
                    assert.deepEqual(others, tags);
                }
            });

            it("are what the deploy role of the account may make, and no more", () => {
                const spec = accessOf({
                    ...GITHUB,
                    name: "acme-platform",
                    organisation: RULES,
                });
                const scopes = roleArns(spec).map((arn) => arn.replace(/\*$/, ""));
                const roles = ofType(graph, ROLE).map(
                    ({ autoName }) => `arn:aws:iam::210987654321:role/platform/${autoName ?? ""}`,
                );
                assert.deepEqual(
                    roles.filter((role) => !scopes.some((scope) => role.startsWith(scope))),
                    [],
                );
                assert.deepEqual(
                    scopes.filter(
                        (scope) => !scope.startsWith("arn:aws:iam::210987654321:role/platform/acme-"),
                    ),
                    [],
                );
                const makes = groupStatements("deploy", "identity", spec).filter(({ Action }) =>
                    JSON.stringify(Action).includes('"iam:CreateRole"'),
                );
                assert.deepEqual(
                    makes.map(({ Condition, Resource }) => [Condition, Resource]),
                    [[{ StringEquals: { "iam:PermissionsBoundary": BOUNDARY } }, roleArns(spec)]],
                );
            });
        });
    }
});
