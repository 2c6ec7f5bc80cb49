/** The documents of the two roles: exact where a person would look twice, by rule where a table decides. */
import assert from "node:assert/strict";

import { ALL_ACTIONS, READ_ACTIONS } from "../../bootstrap/permissions";
import { isRead, serviceOf } from "../../bootstrap/permissions/table";
import { type AccessSpec, CI_ROLES, type CiRole } from "../../bootstrap/policies/access-spec";
import { verbs } from "../../bootstrap/policies/boundary";
import {
    checkCount,
    checkDocuments,
    checkSizes,
    MAX_POLICY_CHARACTERS,
    roleBoundary,
    rolePolicies,
} from "../../bootstrap/policies/documents";
import { ROLE_PREFIXES, WRITE_SCOPES } from "../../bootstrap/policies/scopes";
import { accessOf } from "../../bootstrap/github-spec";
import type { Statement } from "../../components/shared/iam";
import { ACCOUNT, GITHUB, KEY_ARN } from "../support/bootstrap";

const ACCESS = accessOf(GITHUB);
const BUCKET = `arn:aws:s3:::${GITHUB.bucketName}`;

function statementsIn(document: string): readonly Statement[] {
    return (JSON.parse(document) as { readonly Statement: readonly Statement[] }).Statement;
}

function statementsOf(role: CiRole, spec: AccessSpec = ACCESS): readonly Statement[] {
    return rolePolicies(role, spec, KEY_ARN).flatMap(({ document }) => statementsIn(document));
}

function statementNamed(sid: string, statements: readonly Statement[]): Statement {
    return statements.find(({ Sid }) => Sid === sid) ?? assert.fail(`no statement ${sid}`);
}

/** Actions and resources as lists, whichever way they are written. */
function listed(value: string | readonly string[] | undefined): readonly string[] {
    return typeof value === "string" ? [value] : (value ?? []);
}

function matches(pattern: string, text: string): boolean {
    const literal = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${literal.replaceAll("*", ".*")}$`).test(text);
}

/** Whether IAM lets an action through on a resource, conditions left aside. */
function allows(statements: readonly Statement[], action: string, resource: string): boolean {
    const says = (effect: Statement["Effect"]): boolean =>
        statements.some(
            (statement) =>
                statement.Effect === effect &&
                listed(statement.Action).some((pattern) => matches(pattern, action)) &&
                listed(statement.Resource).some((pattern) => matches(pattern, resource)),
        );
    return says("Allow") && !says("Deny");
}

describe("policies of the preview role", () => {
    it("rule 49: read every type, the state and nothing else", () => {
        const actions = statementsOf("preview").flatMap(({ Action }) => listed(Action));
        assert.deepEqual(
            [...actions].sort(),
            [...READ_ACTIONS, "kms:Decrypt", "s3:GetObject", "s3:ListBucket"].sort(),
        );
        assert.deepEqual(
            actions.filter((action) => !isRead(action)),
            ["kms:Decrypt"],
        );
    });

    it("use the state as a preview does: no lock, no write", () => {
        const [document = ""] = rolePolicies("preview", ACCESS, KEY_ARN)
            .filter(({ key }) => key === "state")
            .map((policy) => policy.document);
        assert.deepEqual(statementsIn(document), [
            { Sid: "ListState", Effect: "Allow", Action: ["s3:ListBucket"], Resource: BUCKET },
            { Sid: "UseState", Effect: "Allow", Action: ["s3:GetObject"], Resource: `${BUCKET}/*` },
            { Sid: "UseKeyOfState", Effect: "Allow", Action: ["kms:Decrypt"], Resource: KEY_ARN },
        ]);
    });

    it("rule 31: hold nothing of the cluster: no token, no access entry is needed for it", () => {
        const actions = statementsOf("preview").flatMap(({ Action }) => listed(Action));
        assert.deepEqual(
            actions.filter((action) => /AccessKubernetesApi|AssumeRole|Mutate/.test(action)),
            [],
        );
    });
});

/** The service where all of its changes reach everything, otherwise the action. */
function widest(action: string): string {
    const service = serviceOf(action);
    return WRITE_SCOPES[service]?.(ACCESS).resources.includes("*") === true ? service : action;
}

/** What an action may be done with, of its own service. */
function namesFor(action: string, statements: readonly Statement[]): readonly string[] {
    const holder = statements.find(({ Action }) => listed(Action).includes(action));
    return listed(holder?.Resource).filter((arn) => arn.split(":")[2] === serviceOf(action));
}

/** Services that answer for every region at once. */
const GLOBAL = ["budgets", "ce", "iam", "route53"];

describe("policies of the deploy role", () => {
    it("hold every action of the tables, the state's and those that hand roles over, and no other", () => {
        const actions = statementsOf("deploy").flatMap(({ Action }) => listed(Action));
        const state = [
            "kms:Decrypt",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:PutObject",
        ];
        assert.deepEqual(
            [...actions].sort(),
            [...ALL_ACTIONS, ...state, "iam:CreateServiceLinkedRole", "iam:PassRole"].sort(),
        );
    });

    it("change regional services in the environments' regions only", () => {
        for (const statement of statementsOf("deploy")) {
            const writes = listed(statement.Action).filter((action) => !isRead(action));
            const services = [...new Set(writes.map(serviceOf))].sort();
            if (services.every((service) => GLOBAL.includes(service))) continue;
            if (["UseKeyOfState", "UseState"].includes(statement.Sid)) continue;
            assert.deepEqual(
                services.filter((service) => GLOBAL.includes(service)),
                [],
                statement.Sid,
            );
            assert.deepEqual(
                statement.Condition,
                { StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } },
                statement.Sid,
            );
        }
    });

    it("reach everything only where AWS takes no name, in EC2 and EKS, and for reading", () => {
        const wide = statementsOf("deploy").filter(({ Resource }) => listed(Resource).includes("*"));
        const changing = wide.flatMap(({ Action, Sid }) => {
            const writes = listed(Action).filter((action) => !isRead(action));
            return writes.length === 0 ? [] : [[Sid, writes.map(widest)] as const];
        });
        assert.deepEqual(
            changing.map(([sid, actions]) => [sid, [...new Set(actions)]]),
            [
                ["ChangeGlobalAnywhere", ["ce:UpdateCostAllocationTagsStatus"]],
                ["MakeLinkedRolesOfEks", ["iam:CreateServiceLinkedRole"]],
                ["ChangeAnywhere", ["arc-zonal-shift", "ecr", "eks", "guardduty", "inspector2"]],
                ["ChangeAnywhere", ["acm:RequestCertificate"]],
                [
                    "ChangeAnywhere",
                    [
                        "ec2",
                        "servicediscovery:CreateHttpNamespace",
                        "servicediscovery:CreatePrivateDnsNamespace",
                    ],
                ],
                ["ChangeGlobalAnywhere", ["route53"]],
                ["ChangeAnywhere", ["emr-containers:CreateVirtualCluster", "resource-groups:CreateGroup"]],
                [
                    "ChangeAnywhere",
                    [
                        "logs:CreateLogDelivery",
                        "logs:DeleteLogDelivery",
                        "logs:PutResourcePolicy",
                        "logs:UpdateLogDelivery",
                    ],
                ],
                ["ChangeAnywhere", ["config", "kms:CreateKey", "securityhub"]],
                [
                    "ChangeAnywhere",
                    ["backup-storage", "backup:DeleteRecoveryPoint", "backup:UpdateRegionSettings"],
                ],
            ],
        );
    });

    it("hand roles of environments over to the services that use them", () => {
        const statements = statementsOf("deploy");
        const roles = [
            "addon",
            "backup",
            "batch",
            "capability",
            "chart",
            "cluster",
            "fargate",
            "gitops",
            "grafana",
            "hybrid",
            "karpenter",
            "network",
            "nodes",
            "resilience",
            "secret-store",
            "self-managed",
            "workload",
        ];
        assert.deepEqual(statementNamed("PassRoles", statements), {
            Sid: "PassRoles",
            Effect: "Allow",
            Action: ["iam:PassRole"],
            Resource: roles.map((role) => `arn:aws:iam::${ACCOUNT}:role/${role}-*`),
            Condition: {
                StringEquals: {
                    "iam:PassedToService": [
                        "backup.amazonaws.com",
                        "capabilities.eks.amazonaws.com",
                        "config.amazonaws.com",
                        "ec2.amazonaws.com",
                        "eks.amazonaws.com",
                        "eks-fargate-pods.amazonaws.com",
                        "grafana.amazonaws.com",
                        "pods.eks.amazonaws.com",
                        "resiliencehub.amazonaws.com",
                        "rolesanywhere.amazonaws.com",
                        "vpc-flow-logs.amazonaws.com",
                    ],
                },
            },
        });
        assert.deepEqual(statementNamed("MakeLinkedRolesOfEks", statements).Condition, {
            StringEquals: {
                "iam:AWSServiceName": [
                    "backup.amazonaws.com",
                    "batch.amazonaws.com",
                    "eks.amazonaws.com",
                    "eks-fargate.amazonaws.com",
                    "eks-nodegroup.amazonaws.com",
                    "elasticfilesystem.amazonaws.com",
                    "emr-containers.amazonaws.com",
                    "fsx.amazonaws.com",
                    "guardduty.amazonaws.com",
                    "inspector2.amazonaws.com",
                    "practice-run.arc-zonal-shift.amazonaws.com",
                    "pullthroughcache.ecr.amazonaws.com",
                    "scraper.aps.amazonaws.com",
                    "securityhub.amazonaws.com",
                    "vpc-lattice.amazonaws.com",
                ],
            },
        });
    });

    it("read and change buckets of the kit's names alone", () => {
        const statements = statementsOf("deploy");
        for (const action of ["s3:GetBucketPolicy", "s3:PutBucketPolicy"]) {
            assert.deepEqual(namesFor(action, statements), [
                "arn:aws:s3:::compliance-*",
                "arn:aws:s3:::audit-trail-*",
            ]);
        }
        assert.equal(allows(statementsOf("preview"), "s3:ListBucket", "arn:aws:s3:::somebody"), false);
    });

    it("touch no administrator's role, and neither themselves nor the state's key", () => {
        const statements = statementsOf("deploy");
        for (const [action, resource] of [
            ["iam:PutRolePolicy", `arn:aws:iam::${ACCOUNT}:role/platform-admin`],
            ["iam:UpdateAssumeRolePolicy", `arn:aws:iam::${ACCOUNT}:role/platform-deploy`],
            ["iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/platform-admin`],
            ["iam:CreatePolicyVersion", `arn:aws:iam::${ACCOUNT}:policy/platform-deploy-identity`],
            ["kms:DeleteAlias", `arn:aws:kms:us-east-1:${ACCOUNT}:alias/platform-state`],
            ["s3:PutBucketPolicy", BUCKET],
        ] as const) {
            assert.equal(allows(statements, action, resource), false, `${action} on ${resource}`);
        }
        assert.ok(
            allows(statements, "iam:PutRolePolicy", `arn:aws:iam::${ACCOUNT}:role/cluster-role-0a1b2c3`),
        );
    });

    it("with a boundary asked for, change only roles that carry it", () => {
        const permissionsBoundary = `arn:aws:iam::${ACCOUNT}:policy/workloads`;
        const statements = statementsOf("deploy", { ...ACCESS, organisation: { permissionsBoundary } });
        const bounded = statementNamed("BoundedRoles", statements);
        assert.deepEqual(bounded.Condition, {
            StringEquals: { "iam:PermissionsBoundary": permissionsBoundary },
        });
        assert.deepEqual(bounded.Action, [
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:DeleteRole",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:PutRolePolicy",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
            "iam:UpdateRoleDescription",
            "iam:PutRolePermissionsBoundary",
        ]);
        const rest = listed(statementNamed("ChangeIam", statements).Action);
        assert.deepEqual(
            rest.filter((action) => listed(bounded.Action).includes(action)),
            [],
        );
    });

    it("follow the organisation's path and prefix, in every name and in no other", () => {
        const organisation = { iamPath: "/platform/", namePrefix: "acme-" };
        const statements = statementsOf("deploy", { ...ACCESS, organisation });
        const iam = `arn:aws:iam::${ACCOUNT}:`;
        assert.deepEqual(listed(statementNamed("ChangeIam", statements).Resource), [
            `${iam}instance-profile/platform/acme-batch-*`,
            `${iam}instance-profile/platform/acme-karpenter-*`,
            `${iam}instance-profile/platform/acme-self-managed-*`,
            `${iam}oidc-provider/oidc.eks.*`,
            `${iam}policy/platform/acme-karpenter-*`,
            `${iam}policy/platform/acme-registry-*`,
            ...ROLE_PREFIXES.map((prefix) => `${iam}role/platform/acme-${prefix}*`),
        ]);
        assert.deepEqual(
            listed(statementNamed("PassRoles", statements).Resource),
            // Roles that people assume are no service's.
            ROLE_PREFIXES.filter((prefix) => prefix !== "people-").map(
                (prefix) => `${iam}role/platform/acme-${prefix}*`,
            ),
        );
        assert.deepEqual(
            ["events:PutRule", "sqs:CreateQueue", "kms:TagResource", "logs:CreateLogGroup"].flatMap(
                (action) => namesFor(action, statements),
            ),
            [
                `arn:aws:events:*:${ACCOUNT}:rule/acme-compliance-*`,
                `arn:aws:events:*:${ACCOUNT}:rule/acme-karpenter-*`,
                `arn:aws:sqs:*:${ACCOUNT}:acme-karpenter-*`,
                `arn:aws:kms:*:${ACCOUNT}:alias/eks/*`,
                `arn:aws:kms:*:${ACCOUNT}:key/*`,
                `arn:aws:logs:*:${ACCOUNT}:log-group:/aws/eks/*`,
                `arn:aws:logs:*:${ACCOUNT}:log-group:/aws/vpc/*`,
                `arn:aws:logs:*:${ACCOUNT}:log-group:/aws/containerinsights/*`,
                `arn:aws:logs:*:${ACCOUNT}:log-group:/aws/otel/containerinsights/*`,
                `arn:aws:logs:*:${ACCOUNT}:log-group:/aws/vendedlogs/*`,
            ],
        );
        const access = { ...ACCESS, name: "acme-platform", organisation };
        const guarded = statementNamed(
            "LeaveOwnIdentityAlone",
            statementsIn(roleBoundary("deploy", access, KEY_ARN).document),
        );
        assert.deepEqual(listed(guarded.Resource).slice(1), [
            `${iam}policy/platform/acme-platform-preview-*`,
            `${iam}role/platform/acme-platform-preview`,
            `${iam}policy/platform/acme-platform-deploy-*`,
            `${iam}role/platform/acme-platform-deploy`,
        ]);
    });

    it("in China, name services with either domain", () => {
        const spec = { ...ACCESS, region: "cn-north-1", regions: ["cn-north-1"] };
        const { Condition, Resource } = statementNamed("PassRoles", statementsOf("deploy", spec));
        assert.equal(listed(Resource)[0], `arn:aws-cn:iam::${ACCOUNT}:role/addon-*`);
        assert.deepEqual(listed(Condition?.["StringEquals"]?.["iam:PassedToService"]).slice(0, 2), [
            "backup.amazonaws.com",
            "backup.amazonaws.com.cn",
        ]);
    });
});

describe("boundaries", () => {
    for (const role of CI_ROLES) {
        const boundary = statementsIn(roleBoundary(role, ACCESS, KEY_ARN).document);

        it(`of the ${role} role: let through whatever its policies hold`, () => {
            const held = statementsOf(role).flatMap(({ Action }) => listed(Action));
            const elsewhere = `arn:aws:any:us-east-1:${ACCOUNT}:thing`;
            assert.deepEqual(
                held.filter((action) => !allows(boundary, action, elsewhere)),
                [],
            );
        });

        it(`of the ${role} role: never let through what would undo bootstrap`, () => {
            for (const [action, resource] of [
                ["iam:PutRolePolicy", `arn:aws:iam::${ACCOUNT}:role/platform-deploy`],
                ["iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/platform-preview`],
                ["iam:DeleteRolePermissionsBoundary", `arn:aws:iam::${ACCOUNT}:role/platform-deploy`],
                ["iam:CreatePolicyVersion", `arn:aws:iam::${ACCOUNT}:policy/platform-deploy-boundary`],
                ["iam:AddClientIDToOpenIDConnectProvider", ACCESS.githubOidcProviderArn],
                ["kms:ScheduleKeyDeletion", KEY_ARN],
                ["kms:PutKeyPolicy", KEY_ARN],
                ["kms:UpdateAlias", `arn:aws:kms:us-east-1:${ACCOUNT}:alias/platform-state`],
                ["s3:PutObject", `${BUCKET}/.pulumi/stacks/eks-platform-bootstrap/account.json`],
                [
                    "s3:DeleteObject",
                    `${BUCKET}/.pulumi/locks/organization/eks-platform-bootstrap/account/1.json`,
                ],
                ["sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/platform-admin`],
                ["iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/somebody`],
                ["iam:CreateAccessKey", `arn:aws:iam::${ACCOUNT}:user/somebody`],
                ["s3:PutBucketPolicy", BUCKET],
                ["s3:DeleteBucket", BUCKET],
                ["s3:PutBucketVersioning", BUCKET],
                ["organizations:LeaveOrganization", "*"],
            ] as const) {
                assert.equal(allows(boundary, action, resource), false, `${action} on ${resource}`);
            }
        });
    }

    it("of the deploy role: leaves the use of the state and of its key alone", () => {
        const boundary = statementsIn(roleBoundary("deploy", ACCESS, KEY_ARN).document);
        for (const action of ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]) {
            assert.ok(allows(boundary, action, KEY_ARN), action);
        }
        for (const stack of [".pulumi/stacks/eks-platform/dev.json", ".pulumi/meta.yaml"]) {
            assert.ok(allows(boundary, "s3:PutObject", `${BUCKET}/${stack}`), stack);
        }
    });

    it("guard the boundary that roles of environments must carry", () => {
        const permissionsBoundary = `arn:aws:iam::${ACCOUNT}:policy/workloads`;
        const access = { ...ACCESS, organisation: { permissionsBoundary } };
        const { document } = roleBoundary("deploy", access, KEY_ARN);
        assert.equal(allows(statementsIn(document), "iam:CreatePolicyVersion", permissionsBoundary), false);
    });

    it("are written by the first word of each action", () => {
        assert.deepEqual(
            verbs(["ec2:CreateVpc", "ec2:CreateTags", "kms:Decrypt", "iam:GetOpenIDConnectProvider"]),
            ["ec2:Create*", "iam:Get*", "kms:Decrypt*"],
        );
    });
});

describe("every document", () => {
    const documents = CI_ROLES.flatMap((role) => [
        ...rolePolicies(role, ACCESS, KEY_ARN),
        roleBoundary(role, ACCESS, KEY_ARN),
    ]);

    it("C32, C33, C36: allows no whole service, nor everything on everything", () => {
        for (const statement of documents.flatMap(({ document }) => statementsIn(document))) {
            if (statement.Effect === "Deny") continue;
            for (const action of listed(statement.Action)) assert.match(action, /^[a-z0-9-]+:\*?[A-Z]/);
        }
    });

    it("names its statements with letters and digits, as IAM takes them", () => {
        for (const { document } of documents) {
            const sids = statementsIn(document).map(({ Sid }) => Sid);
            for (const sid of sids) assert.match(sid, /^[A-Za-z0-9]+$/);
            assert.equal(new Set(sids).size, sids.length);
        }
    });

    it("holds an action in one policy a role", () => {
        for (const role of CI_ROLES) {
            const held = rolePolicies(role, ACCESS, KEY_ARN).flatMap(({ document, key }) =>
                key === "state" ? [] : statementsIn(document).flatMap(({ Action }) => listed(Action)),
            );
            assert.equal(new Set(held).size, held.length);
        }
    });

    it("says the regions twice at most, however many services it holds", () => {
        for (const { document } of rolePolicies("deploy", ACCESS, KEY_ARN)) {
            const times = document.split("aws:RequestedRegion").length - 1;
            assert.ok(times <= 2, `${times} times: ${document}`);
        }
    });

    it("fits IAM with the longest names there can be and every region", () => {
        const longest: AccessSpec = {
            ...ACCESS,
            name: "a2345678901234567890",
            region: "us-isob-east-1",
            regions: Array.from({ length: 30 }, (_, index) => `us-isob-east-${index}`),
            project: "p".repeat(100),
            bucketName: "b".repeat(63),
            organisation: {
                permissionsBoundary: `arn:aws-iso-b:iam::${ACCOUNT}:policy/${"b".repeat(128)}`,
                iamPath: `/${"p".repeat(40)}/`,
                namePrefix: "n".repeat(20),
            },
        };
        assert.deepEqual(checkDocuments(longest), []);
    });

    it("is refused when it would not fit, with its length", () => {
        const document = "x".repeat(MAX_POLICY_CHARACTERS + 1);
        const policies = [
            { key: "network", document },
            { key: "cluster", document: document.slice(1) },
        ];
        assert.deepEqual(checkSizes("deploy", policies), [
            {
                path: "deploy.network",
                what: "the policy is longer than the 6144 characters IAM takes",
                got: 6145,
                remedy: "Split its group in bootstrap/policies/statements.ts",
            },
        ]);
        assert.deepEqual(checkCount("deploy", 10), []);
        assert.deepEqual(checkCount("deploy", 11), [
            {
                path: "deploy",
                what: "more than the 10 policies IAM attaches to a role",
                got: 11,
                remedy: "Join groups in bootstrap/policies/statements.ts",
            },
        ]);
    });
});
