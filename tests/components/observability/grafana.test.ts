/** Amazon Managed Grafana: who signs in, what its role may read, and what of it would lock everybody out. */
import assert from "node:assert/strict";

import type { GrafanaWords } from "../../../components/observability/grafana-schema";
import type { PrometheusWords } from "../../../components/observability/prometheus-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const GROUP = "94682488-0051-7003-0000-000000000000";
const WORKSPACE: PrometheusWords = { collector: { kind: "none" }, alerts: { kind: "none" } };
const WORDS: GrafanaWords = {
    signIn: {
        kind: "identity-center",
        roles: { ADMIN: { groups: [GROUP] }, VIEWER: { users: ["u-1"] }, EDITOR: {} },
    },
};
const SAML: GrafanaWords = {
    signIn: {
        kind: "saml",
        metadataUrl: "https://idp.example.com/metadata",
        roleAssertion: "role",
        adminValues: ["platform"],
        editorValues: ["team"],
    },
};

function shapeWith(grafana: GrafanaWords, further: Partial<EnvironmentShape> = {}): EnvironmentShape {
    return { ...ON_NODES, grafana, ...further };
}

interface Policy {
    readonly Statement: readonly {
        readonly Sid: string;
        readonly Action: unknown;
        readonly Resource: unknown;
    }[];
}

async function policyOf(shape: EnvironmentShape): Promise<Policy["Statement"]> {
    const graph = await graphOfShape(shape);
    const policy = graph.resources.find(
        ({ name, type }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith("grafana"),
    );
    return (JSON.parse(String(objectOf(policy?.inputs)["policy"])) as Policy).Statement;
}

describe("grafana", () => {
    it("lets people of Identity Center in by their role, with a role of the kit's own for what it reads", async () => {
        const graph = await graphOfShape(shapeWith(WORDS, { prometheus: WORKSPACE }));
        const { roleArn, ...workspace } = objectOf(resourceNamed(graph, "grafana-workspace").inputs);
        assert.deepEqual(workspace, {
            accountAccessType: "CURRENT_ACCOUNT",
            authenticationProviders: ["AWS_SSO"],
            dataSources: ["PROMETHEUS", "CLOUDWATCH"],
            name: "platform-dev",
            permissionType: "CUSTOMER_MANAGED",
            tags: { Name: "platform-dev" },
        });
        assert.match(String(roleArn), /:role\/grafana-role-/);
        const trust = graph.resources.find(
            ({ name, type }) => type === "aws:iam/role:Role" && name === "grafana-role",
        );
        assert.deepEqual(JSON.parse(String(objectOf(trust?.inputs)["assumeRolePolicy"])), {
            Statement: [
                {
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "210987654321" },
                        StringLike: {
                            "aws:SourceArn": "arn:aws:grafana:us-east-1:210987654321:/workspaces/*",
                        },
                    },
                    Effect: "Allow",
                    Principal: { Service: "grafana.amazonaws.com" },
                    Sid: "AllowServiceToAssumeRole",
                },
            ],
            Version: "2012-10-17",
        });
        const roles = graph.resources
            .filter(({ type }) => type === "aws:grafana/roleAssociation:RoleAssociation")
            .map(({ inputs, name }) => {
                const { groupIds, role, userIds } = objectOf(inputs);
                return [name, role, groupIds, userIds];
            });
        assert.deepEqual(roles, [
            ["grafana-admin", "ADMIN", [GROUP], undefined],
            ["grafana-viewer", "VIEWER", undefined, ["u-1"]],
        ]);
    });

    it("may ask the environment's workspace, read CloudWatch, and assume what it is told, each only where asked for", async () => {
        const statements = await policyOf(
            shapeWith(
                {
                    ...WORDS,
                    sources: ["prometheus", "xray"],
                    assume: ["arn:aws:iam::111122223333:role/readers"],
                },
                { prometheus: WORKSPACE },
            ),
        );
        assert.deepEqual(
            statements.map(({ Sid }) => Sid),
            ["FindPrometheus", "AskPrometheus", "ReadTraces", "ReadInOtherAccounts"],
        );
        assert.match(String(statements[1]?.Resource), /^arn:aws:aps:us-east-1:210987654321:workspace\/ws-/);
        assert.deepEqual(statements[3], {
            Action: ["sts:AssumeRole"],
            Effect: "Allow",
            Resource: ["arn:aws:iam::111122223333:role/readers"],
            Sid: "ReadInOtherAccounts",
        });
        assert.deepEqual(
            (await policyOf(shapeWith(WORDS))).map(({ Sid }) => Sid),
            ["ReadCloudWatch"],
        );
    });

    it("takes SAML, a version, and interfaces in the VPC", async () => {
        const graph = await graphOfShape(shapeWith({ ...SAML, inVpc: true, version: "10.4" }));
        const workspace = objectOf(resourceNamed(graph, "grafana-workspace").inputs);
        assert.deepEqual(
            [workspace["authenticationProviders"], workspace["grafanaVersion"]],
            [["SAML"], "10.4"],
        );
        const { securityGroupIds, subnetIds } = objectOf(workspace["vpcConfiguration"]);
        assert.match(String(securityGroupIds), /^sg-/);
        assert.ok((subnetIds as unknown[]).length >= 2);
        const { workspaceId, ...saml } = objectOf(resourceNamed(graph, "grafana-saml").inputs);
        assert.match(String(workspaceId), /^g-/);
        assert.deepEqual(saml, {
            adminRoleValues: ["platform"],
            editorRoleValues: ["team"],
            idpMetadataUrl: "https://idp.example.com/metadata",
            roleAssertion: "role",
        });
    });

    it("is refused where nobody could administer it, and with every other fault at once", () => {
        const at = "stacks/dev.ts › grafana";
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    signIn: { kind: "identity-center", roles: { ADMIN: {} } },
                    sources: ["prometheus"],
                    assume: ["arn:aws:iam::111122223333:user/x"],
                    version: "ten",
                }),
            ),
            [
                `${at}.signIn.roles.ADMIN: nobody could administer the workspace. Name a group or a user of Identity Center.`,
                `${at}.sources: the environment has no workspace of Prometheus (got ["prometheus"]). Add prometheus to the shape, or leave it out here.`,
                `${at}.assume[0]: not the ARN of a role (got "arn:aws:iam::111122223333:user/x"). Write arn:aws:iam::<account>:role/<name>.`,
                `${at}.version: not a version of Grafana (got "ten"). Write 10.4.`,
            ],
        );
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    signIn: {
                        kind: "saml",
                        metadataUrl: "idp",
                        roleAssertion: "role",
                        adminValues: [],
                        editorValues: [],
                    },
                }),
            ),
            [
                `${at}.signIn.metadataUrl: not an address (got "idp"). Write https://….`,
                `${at}.signIn.adminValues: nobody could administer the workspace (got []). Name a value that makes an administrator.`,
            ],
        );
    });
});
