/** The facts: complete for every type the kit registers, each statement with its source. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import type { Json } from "../../../components/shared/json";
import { NODE_RELEASES } from "../../../components/versions";
import { FACTS } from "../../../tools/facts";
import { factsFileOf } from "../../../tools/facts/file-of-type";
import { type ResourceFacts, statementsOf } from "../../../tools/facts/facts";
import { answer, type Question } from "../../../tools/plan/answers";

const ROOT = resolve(__dirname, "../../..");

/** Pulls one type's typings out of the SDK: which properties a resource always has. */
function alwaysPresent(type: string): string[] {
    // The SDK's files of a few types spell the second letter small: `v2policy` of V2Policy.
    const module = (type.split(":")[1] ?? "").replace(
        /\/v2([A-Z])/,
        (_, letter: string) => `/v2${letter.toLowerCase()}`,
    );
    const typings = createRequire(__filename).resolve(`@pulumi/aws/${module}`).replace(/\.js$/, ".d.ts");
    const text = readFileSync(typings, "utf8");
    return [...text.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([^\n]*)>;$/gm)]
        .filter(([, , value = ""]) => !value.endsWith("| undefined"))
        .map(([, name = ""]) => name);
}

/** Inputs without which a type cannot be made, as far as an answer depends on them. */
const INPUTS = {
    destination: { amp: { workspaceArn: "arn:aws:aps:us-east-1:123456789012:workspace/ws-1" } },
    workspaceId: "ws-1",
    topic: "arn:aws:sns:us-east-1:123456789012:topic-1",
    addonName: "vpc-cni",
    clusterName: "platform-dev",
    principalArn: "arn:aws:iam::123456789012:role/admin",
    minSize: 0,
    maxSize: 1,
    groupArn: "arn:aws:resource-groups:us-east-1:123456789012:group/one",
    resourceArn: "arn:aws:ec2:us-east-1:123456789012:capacity-reservation/cr-1",
    strategy: "cluster",
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    accessScope: { type: "cluster" },
    assumeRolePolicy: "{}",
    awsServiceName: "spot.amazonaws.com",
    capabilityName: "argocd",
    cidrBlock: "10.0.0.0/16",
    deletePropagationPolicy: "RETAIN",
    type: "ARGOCD",
    clientIdLists: ["sts.amazonaws.com"],
    ipProtocol: "tcp",
    nodeRoleArn: "arn:aws:iam::123456789012:role/nodes",
    oidc: { identityProviderConfigName: "okta", issuerUrl: "https://example.okta.com", clientId: "kit" },
    podExecutionRoleArn: "arn:aws:iam::123456789012:role/pods",
    policy: "{}",
    role: "role-1",
    roleArn: "arn:aws:iam::123456789012:role/cluster",
    routeTableId: "rtb-1",
    scalingConfig: { minSize: 0, desiredSize: 1, maxSize: 1 },
    securityGroupId: "sg-1",
    source: { sourceType: "CERTIFICATE_BUNDLE", sourceData: {} },
    selectors: [{ namespace: "default" }],
    subnetId: "subnet-1",
    subnetIds: ["subnet-1"],
    targetKeyId: "key-1",
    url: "https://oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF",
    vpcConfig: { subnetIds: ["subnet-1"] },
    vpcId: "vpc-1",
    arn: "arn:aws:sqs:us-east-1:123456789012:queue",
    queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/queue",
    namespace: "kube-system",
    serviceAccount: "karpenter",
    bucket: "state",
    accountIds: ["123456789012"],
    appliedFors: ["PULL_THROUGH_CACHE"],
    detectorId: "0123456789abcdef0123456789abcdef",
    ecrRepositoryPrefix: "quay",
    prefix: "quay",
    name: "web",
    repository: "web",
    resourceTypes: ["ECR"],
    scanType: "BASIC",
    isEnabled: true,
    s3BucketName: "state",
    status: "ENABLED",
    upstreamRegistryUrl: "quay.io",
    containerProvider: { id: "dev", type: "EKS", info: { eksInfo: { namespace: "emr" } } },
    rule: "rule-1",
    rules: [],
    versioningConfiguration: { status: "Enabled" },
} as const;

function question(type: string): Question {
    return {
        urn: `urn:pulumi:dev::kit::${type}::it`,
        name: "it",
        inputs: INPUTS,
        secretOutputs: [],
        providerInputs: { region: "us-east-1", allowedAccountIds: '["123456789012"]' },
        find: () => undefined,
    };
}

const awsFacts = [...FACTS.values()].filter(({ type }) => type.startsWith("aws:"));

const STATEMENTS = [...FACTS.values()].flatMap((facts) =>
    statementsOf(facts).map(([name, evidence]) => [facts.type, name, evidence] as const),
);
/** They decide no refusal; the fewer the better. */
const UNVERIFIED = `${STATEMENTS.filter(([, , evidence]) => "unverified" in evidence).length} unverified`;

describe("facts", () => {
    it("stand in the file their type says", () => {
        const missing = [...FACTS.keys()].map(factsFileOf).filter((file) => !existsSync(join(ROOT, file)));
        assert.deepEqual(missing, []);
        assert.equal(
            factsFileOf("kubernetes:apps/v1:Deployment"),
            "tools/facts/kubernetes/apps/v1/deployment.ts",
        );
        assert.equal(
            factsFileOf("aws:ec2/internetGateway:InternetGateway"),
            "tools/facts/aws/ec2/internet-gateway.ts",
        );
    });

    for (const facts of awsFacts) {
        it(`answer everything ${facts.type} always has`, () => {
            const { outputs } = answer(facts, question(facts.type), "deterministic");
            const present = alwaysPresent(facts.type);
            assert.notDeepEqual(present, []);
            assert.deepEqual(
                present.filter((property) => outputs[property] === undefined),
                [],
            );
        });
    }

    it("call unknown at preview only what they answer or pass on", () => {
        const wrong = awsFacts.flatMap((facts) => {
            const { outputs } = answer(facts, { ...question(facts.type), inputs: {} }, "deterministic");
            return facts.unknownAtPreview.value
                .filter((path) => outputs[path.split(".")[0] ?? ""] === undefined)
                .map((path) => `${facts.type} ${path}`);
        });
        assert.deepEqual(wrong, []);
    });

    it(`say where each of ${STATEMENTS.length} statements comes from, or why nobody says so (${UNVERIFIED})`, () => {
        const empty = STATEMENTS.filter(([, , evidence]) => textOf(evidence).length < 10);
        assert.deepEqual(
            empty.map(([type, name]) => `${type} ${name}`),
            [],
        );
    });

    it("cite nothing but public sources", () => {
        const texts = STATEMENTS.map(([, , evidence]) => textOf(evidence));
        const local = texts.filter((text) => /^\/|shared\/|\.md\b/.test(text));
        assert.deepEqual(local, []);
    });
});

describe("an answer", () => {
    const role = factsOf("aws:iam/role:Role");

    it("has the name Pulumi would make, also at a first preview", () => {
        const asked = { ...question("aws:iam/role:Role"), inputs: { assumeRolePolicy: "{}" } };
        const known = answer(role, asked, "deterministic");
        const unknown = answer(role, asked, "unknown");
        assert.match(textIn(known.outputs["name"]), /^it-[0-9a-f]{7}$/);
        assert.equal(known.id, known.outputs["name"]);
        assert.equal(unknown.outputs["name"], known.outputs["name"]);
        assert.equal(unknown.id, "");
        assert.equal(unknown.outputs["arn"], undefined);
    });

    it("is well-formed in every partition", () => {
        const cluster = factsOf("aws:eks/cluster:Cluster");
        const asked = { ...question(cluster.type), inputs: { ...INPUTS, name: "platform-dev" } };
        const china = answer(
            cluster,
            { ...asked, providerInputs: { region: "cn-north-1", allowedAccountIds: '["123456789012"]' } },
            "deterministic",
        ).outputs;
        assert.equal(china["arn"], "arn:aws-cn:eks:cn-north-1:123456789012:cluster/platform-dev");
        assert.match(
            textIn(china["endpoint"]),
            /^https:\/\/[0-9A-F]{32}\.gr7\.cn-north-1\.eks\.amazonaws\.com\.cn$/,
        );
        assert.match(
            JSON.stringify(china["identities"]),
            /"https:\/\/oidc\.eks\.cn-north-1\.amazonaws\.com\.cn\/id\/[0-9A-F]{32}"/,
        );
    });

    it("knows the keys of an object that were given, and no others", () => {
        const cluster = factsOf("aws:eks/cluster:Cluster");
        const inputs = {
            vpcConfig: { subnetIds: ["subnet-1"], endpointPrivateAccess: true, endpointPublicAccess: false },
        };
        const { outputs } = answer(cluster, { ...question(cluster.type), inputs }, "unknown");
        const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        assert.deepEqual(outputs["vpcConfig"], {
            ...inputs.vpcConfig,
            clusterSecurityGroupId: unknown,
            controlPlaneEgressMode: unknown,
            publicAccessCidrs: unknown,
            vpcId: unknown,
        });
    });

    it("calls the image of a node group custom where its template must name one", () => {
        const group = factsOf("aws:eks/nodeGroup:NodeGroup");
        const answered = (inputs: Question["inputs"]): unknown[] => {
            const { outputs } = answer(group, { ...question(group.type), inputs }, "deterministic");
            return [outputs["amiType"], outputs["version"], outputs["releaseVersion"]];
        };
        const launchTemplate = { id: "lt-1", version: "1" };
        assert.deepEqual(answered({ launchTemplate }), ["CUSTOM", "", ""]);
        const standard = ["AL2023_x86_64_STANDARD", "1.36", NODE_RELEASES["1.36"].value];
        assert.deepEqual(answered({ launchTemplate, version: "1.36" }), standard);
        assert.deepEqual(answered({}), standard);
    });

    it("names zones as AWS does", () => {
        const subnet = factsOf("aws:ec2/subnet:Subnet");
        const ids = ["us-east-1b", "ap-southeast-2c", "us-gov-west-1a"].map((availabilityZone) => {
            const region = availabilityZone.slice(0, -1);
            const asked = {
                ...question(subnet.type),
                inputs: { availabilityZone },
                providerInputs: { region },
            };
            return answer(subnet, asked, "deterministic").outputs["availabilityZoneId"];
        });
        assert.deepEqual(ids, ["use1-az2", "apse2-az3", "usgw1-az1"]);
    });
});

function factsOf(type: string): ResourceFacts {
    const facts = FACTS.get(type);
    if (facts === undefined) throw new Error(`no facts of ${type}`);
    return facts;
}

function textOf(evidence: { readonly source: string } | { readonly unverified: string }): string {
    return "source" in evidence ? evidence.source : evidence.unverified;
}

function textIn(value: Json | undefined): string {
    assert.ok(typeof value === "string");
    return value;
}
