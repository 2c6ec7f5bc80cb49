import assert from "node:assert/strict";

import { Parameter } from "@pulumi/aws/ssm/parameter";
import { Cluster as PulumiEks } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";

import { Access } from "../../../components/cluster/access";
import { kubernetesProviderFor, renderKubeconfig } from "../../../components/cluster/kubernetes-provider";
import {
    type ClusterRef,
    existingCluster,
    fromPulumiEks,
    requireOidcProvider,
} from "../../../components/cluster/ref";

const FACTS = {
    name: "theirs",
    arn: "arn:aws:eks:us-east-1:123456789012:cluster/theirs",
    endpoint: "https://api.example.com",
    certificateAuthorityData: "LS0tLQ==",
    securityGroupId: "sg-made-by-eks",
    oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/AB",
    oidcIssuer: "oidc.eks.us-east-1.amazonaws.com/id/AB",
};

type Inputs = Readonly<Record<string, unknown>>;

/** What the plugin of @pulumi/eks would answer: the cluster it made inside, and its own outputs. */
function pulumiEksAnswer(oidcProviderArn: string): Record<string, unknown> {
    const { arn, certificateAuthorityData, endpoint, name, securityGroupId } = FACTS;
    return {
        clusterSecurityGroupId: "sg-made-by-pulumi-eks",
        eksCluster: {
            arn,
            certificateAuthority: { data: certificateAuthorityData },
            endpoint,
            name,
            vpcConfig: { clusterSecurityGroupId: securityGroupId },
        },
        oidcIssuer: FACTS.oidcIssuer,
        oidcProviderArn,
    };
}

/** Inputs of every custom resource that `build` makes, by type and name. */
async function inputsOf(
    build: () => void,
    oidcProviderArn: string = FACTS.oidcProviderArn,
): Promise<Readonly<Record<string, Inputs>>> {
    const inputs: Record<string, Inputs> = {};
    const mocks: pulumi.runtime.Mocks = {
        call: ({ token }) => Promise.reject(new Error(`${token} was called offline`)),
        newResource: (args) => {
            if (args.type === "eks:index:Cluster") {
                return { id: undefined, state: pulumiEksAnswer(oidcProviderArn) };
            }
            if (args.custom === true) inputs[`${args.type}::${args.name}`] = args.inputs as Inputs;
            return { id: `${args.name}-id`, state: args.inputs as Inputs };
        },
    };
    await pulumi.runtime.setMocks(mocks, "kit", "test", false);
    try {
        await pulumi.runtime.runInPulumiStack(async () => {
            build();
            return Promise.resolve();
        });
        await pulumi.runtime.disconnect();
    } finally {
        pulumi.runtime.resetOptions("kit", "test", -1, "", "", false, "");
    }
    return inputs;
}

/** Every value of a ref, as a resource that uses it would get it. */
async function valuesOf(build: () => ClusterRef): Promise<unknown> {
    const inputs = await inputsOf(() => {
        const ref = build();
        new Parameter("probe", { type: "String", insecureValue: pulumi.jsonStringify({ ...ref }) });
    });
    return JSON.parse(String(inputs["aws:ssm/parameter:Parameter::probe"]?.["insecureValue"]));
}

describe("existingCluster", () => {
    it("takes plain values, and the issuer with or without its scheme", async () => {
        assert.deepEqual(await valuesOf(() => existingCluster(FACTS)), FACTS);
        const oidcIssuer = `https://${FACTS.oidcIssuer}`;
        assert.deepEqual(await valuesOf(() => existingCluster({ ...FACTS, oidcIssuer })), FACTS);
    });

    it("takes outputs, such as another stack's", async () => {
        assert.deepEqual(
            await valuesOf(() => existingCluster({ ...FACTS, arn: pulumi.output(FACTS.arn) })),
            FACTS,
        );
    });
});

describe("fromPulumiEks", () => {
    it("reads eks.Cluster of @pulumi/eks, and the security group EKS made", async () => {
        assert.deepEqual(await valuesOf(() => fromPulumiEks(new PulumiEks("theirs"))), FACTS);
    });

    it("serves the components that ask for a ClusterRef", async () => {
        const role = "arn:aws:iam::123456789012:role/admin";
        const inputs = await inputsOf(() => {
            const cluster = fromPulumiEks(new PulumiEks("theirs"));
            kubernetesProviderFor("kubernetes", cluster, { region: "us-east-1" });
            const spec = {
                account: "123456789012",
                region: "us-east-1",
                admins: [role],
                deployRoleArn: role,
            };
            new Access("access", { ...spec, cluster });
        });
        const [entry] = Object.entries(inputs)
            .filter(([key]) => key.startsWith("aws:eks/accessEntry:AccessEntry::"))
            .map(([, value]) => value["clusterName"]);
        assert.equal(entry, "theirs");
        const provider = inputs["pulumi:providers:kubernetes::kubernetes"];
        assert.equal(provider?.["clusterIdentifier"], FACTS.arn);
        const kubeconfig = renderKubeconfig({ ...FACTS, region: "us-east-1" });
        assert.deepEqual(provider["kubeconfig"], {
            [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
            value: kubeconfig,
        });
    });

    it("takes a cluster without OIDC provider as long as nobody asks for it", async () => {
        const rejections: unknown[] = [];
        const listen = (reason: unknown): void => void rejections.push(reason);
        process.on("unhandledRejection", listen);
        try {
            const inputs = await inputsOf(() => {
                const { name } = fromPulumiEks(new PulumiEks("theirs"));
                new Parameter("probe", { type: "String", insecureValue: name });
            }, "");
            assert.equal(inputs["aws:ssm/parameter:Parameter::probe"]?.["insecureValue"], "theirs");
            // Node tells of a rejection once the queue of promises has run dry.
            await new Promise((resolve) => setImmediate(resolve));
        } finally {
            process.off("unhandledRejection", listen);
        }
        assert.deepEqual(rejections, []);
    });

    it("says what to set when somebody does", () => {
        assert.equal(requireOidcProvider(FACTS.oidcProviderArn), FACTS.oidcProviderArn);
        assert.throws(() => requireOidcProvider(""), {
            message:
                "this eks.Cluster has no OIDC provider, which IRSA needs. Set createOidcProvider: true on it.",
        });
    });
});
