/** Whom VPC endpoints let through, and to whose resources. */
import assert from "node:assert/strict";

import { endpointPolicyOf } from "../../../components/network/endpoint-policies";
import { ENDPOINT_SERVICES, type EndpointService } from "../../../components/network/endpoints";
import { checkVpc, decisionsOfVpc } from "../../../components/network/vpc-spec";
import type { EndpointPolicyWords } from "../../../components/network/endpoints-schema";
import { defined } from "../../../components/shared/defined";
import { describeProblem } from "../../../components/shared/problems";
import { PART_SETTINGS, planOf } from "../../support/part-environment";
import { ON_NODES } from "../../support/shapes";
import { BARE_VPC } from "../../support/vpc-specs";

const OWN = "210987654321";
const SERVICES = Object.keys(ENDPOINT_SERVICES) as EndpointService[];
const EVERYTHING = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };

interface Document {
    readonly Version: string;
    readonly Statement: readonly Record<string, unknown>[];
}

function statements(service: EndpointService, endpointPolicy?: EndpointPolicyWords, region = "us-east-1") {
    const policy = endpointPolicyOf(service, {
        account: OWN,
        region,
        ...(endpointPolicy === undefined ? {} : { endpointPolicy }),
    });
    return policy === undefined ? undefined : (JSON.parse(policy) as Document).Statement;
}

const CALLERS = {
    ...EVERYTHING,
    Sid: "AllowOwnCallers",
    Condition: { StringEquals: { "aws:PrincipalAccount": OWN } },
};
const BOTH = {
    ...EVERYTHING,
    Sid: "AllowOwnCallersToOwnResources",
    Condition: { StringEquals: { "aws:PrincipalAccount": OWN, "aws:ResourceAccount": OWN } },
};

describe("the policy of an endpoint", () => {
    it("lets the account's own callers through, to AWS's resources where they need those", () => {
        for (const service of ["ec2", "ecr.api", "ecr.dkr", "ssm", "ssmmessages", "ec2messages"] as const) {
            assert.deepEqual(statements(service), [CALLERS], service);
        }
    });

    it("lets them reach the account's resources alone where all are its own", () => {
        const special = ["ec2", "ecr.api", "ecr.dkr", "ssm", "ssmmessages", "ec2messages"];
        const others = SERVICES.filter((service) => ![...special, "s3", "sts", "eks-auth"].includes(service));
        assert.equal(others.length, 12);
        for (const service of others) assert.deepEqual(statements(service), [BOTH], service);
    });

    it("is left out where no page says that the service takes one", () => {
        assert.equal(statements("eks-auth"), undefined);
    });

    it("of STS takes tokens of pods, which nobody has signed, for roles of the account", () => {
        assert.deepEqual(statements("sts"), [
            CALLERS,
            {
                ...EVERYTHING,
                Sid: "AllowTokensForOwnRoles",
                Action: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
                Condition: { StringEquals: { "aws:ResourceAccount": OWN } },
            },
        ]);
    });

    it("of S3 lets everyone read what nodes read without credentials, of the region, and no more", () => {
        const [own, open] =
            statements("s3", { kind: "account", readBuckets: ["*-mirror"] }, "cn-north-1") ?? [];
        assert.deepEqual(own, BOTH);
        assert.deepEqual(open, {
            ...EVERYTHING,
            Sid: "AllowReadingPublicBuckets",
            Action: "s3:GetObject",
            Resource: [
                "prod-cn-north-1-starport-layer-bucket",
                "al2023-cn-north-1",
                "al2023-repos-cn-north-1-de612dc2",
                "amazon-ssm-cn-north-1",
                "amazon-ssm-packages-cn-north-1",
                "aws-ssm-cn-north-1",
                "aws-ssm-distributor-file-cn-north-1",
                "aws-ssm-document-attachments-cn-north-1",
                "patch-baseline-snapshot-cn-north-1",
                "cn-north-1-birdwatcher-prod",
                "prod-registry-k8s-io-cn-north-1",
                "*-mirror",
            ].map((bucket) => `arn:aws-cn:s3:::${bucket}/*`),
        });
    });

    it("takes further accounts, sorted, or a whole organisation", () => {
        const accounts = ["111111111111", OWN, "333333333333"];
        assert.deepEqual(
            statements("logs", { kind: "account", otherAccounts: ["333333333333", "111111111111"] }),
            [
                {
                    ...BOTH,
                    Condition: {
                        StringEquals: { "aws:PrincipalAccount": accounts, "aws:ResourceAccount": accounts },
                    },
                },
            ],
        );
        assert.deepEqual(statements("logs", { kind: "organisation", id: "o-a1b2c3d4e5" }), [
            {
                ...BOTH,
                Condition: {
                    StringEquals: {
                        "aws:PrincipalOrgID": "o-a1b2c3d4e5",
                        "aws:ResourceOrgID": "o-a1b2c3d4e5",
                    },
                },
            },
        ]);
    });

    it("says so in words where it lets everyone through, so that an update takes back what stood there", () => {
        for (const service of ["s3", "sts", "ec2"] as const) {
            assert.deepEqual(statements(service, { kind: "open" }), [
                { ...EVERYTHING, Sid: "AllowEveryone" },
            ]);
        }
        assert.equal(statements("eks-auth", { kind: "open" }), undefined);
    });

    it("is shorter than AWS takes", () => {
        const lengths = SERVICES.map(
            (service) => endpointPolicyOf(service, { account: OWN, region: "ap-northeast-1" })?.length ?? 0,
        );
        assert.ok(Math.max(...lengths) < 20_480);
    });

    it("refuses accounts, organisations and buckets that are none", () => {
        const refusals = (endpointPolicy: EndpointPolicyWords): string[] =>
            checkVpc({ endpointPolicy }).map((problem) => describeProblem(problem));
        assert.deepEqual(
            refusals({
                kind: "account",
                otherAccounts: [OWN, "12345"],
                readBuckets: ["quayio-production-s3", "arn:aws:s3:::mirror"],
            }),
            [
                'endpointPolicy.otherAccounts[1]: not an AWS account (got "12345"). Write twelve digits, in quotes.',
                'endpointPolicy.readBuckets[1]: not the name of a bucket (got "arn:aws:s3:::mirror"). Write the name alone.',
            ],
        );
        assert.deepEqual(refusals({ kind: "organisation", id: "acme" }), [
            'endpointPolicy.id: not an organisation (got "acme"). Write it as o-a1b2c3d4e5.',
        ]);
        assert.deepEqual(refusals({ kind: "open" }), []);
    });

    it("keeps a hub's runner out, which is said", () => {
        const noticed = (endpoints: readonly EndpointService[], endpointPolicy?: EndpointPolicyWords) => {
            const network = { ...ON_NODES.network, endpoints, ...defined({ endpointPolicy }) };
            const assumeRoleArn = PART_SETTINGS.deployRoleArn;
            const result = planOf({ ...ON_NODES, network }, { assumeRoleArn });
            return "notices" in result ? result.notices.filter((text) => text.includes("STS")) : undefined;
        };
        assert.deepEqual(noticed(["s3", "sts"]), [
            "The endpoint of STS takes credentials of account 210987654321 alone: a runner in the VPC whose own are of " +
                "another account cannot assume platform:assumeRoleArn there. Name that account in network.endpointPolicy.otherAccounts",
        ]);
        assert.deepEqual(noticed(["s3"]), []);
        assert.deepEqual(noticed(["sts"], { kind: "account", otherAccounts: ["111111111111"] }), []);
        assert.deepEqual(noticed(["sts"], { kind: "open" }), []);
        // Words that could not be read are a fault of their own, and no notice.
        assert.equal(noticed(["s4" as EndpointService]), undefined);
    });

    it("is in the plan, where there are endpoints", () => {
        const shown = (endpointPolicy: EndpointPolicyWords) =>
            decisionsOfVpc({ ...BARE_VPC, endpoints: ["s3"], endpointPolicy })["endpointsFor"];
        assert.equal(shown({ kind: "account" }), "account 210987654321");
        assert.equal(
            shown({ kind: "account", otherAccounts: ["111111111111"] }),
            "account 111111111111, account 210987654321",
        );
        assert.equal(shown({ kind: "organisation", id: "o-a1b2c3d4e5" }), "organisation o-a1b2c3d4e5");
        assert.equal(shown({ kind: "open" }), "everyone");
        assert.equal(decisionsOfVpc(BARE_VPC)["endpointsFor"], undefined);
    });
});
