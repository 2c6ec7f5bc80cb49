import assert from "node:assert/strict";

import { Parameter } from "@pulumi/aws/ssm/parameter";
import type * as pulumi from "@pulumi/pulumi";

import type { Json } from "../../../components/shared/json";
import {
    identityFor,
    irsaTrust,
    podIdentityTrust,
    workloadTrust,
} from "../../../components/shared/workload-identity";
import { find, recordComponent } from "../../support/record-component";

const ACCOUNT = { namespace: "kube-system", name: "ebs-csi-controller-sa" };
const CLUSTER = {
    arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
    oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id/X",
    oidcIssuer: "oidc.example.com/id/X",
};

/** The output's value, as a resource that takes it would send it. */
async function valueOf(make: () => pulumi.Output<string>): Promise<Json | undefined> {
    const resources = await recordComponent(
        () => new Parameter("probe", { type: "String", insecureValue: make() }),
    );
    return find(resources, "Parameter:probe").inputs["insecureValue"];
}

describe("identityFor", () => {
    it("rule 16: IRSA on Fargate, where the agent of Pod Identity is not, and Pod Identity on nodes", () => {
        assert.equal(identityFor("fargate"), "irsa");
        assert.equal(identityFor("nodes"), "pod-identity");
    });
});

describe("irsaTrust", () => {
    it("rule 16: C38: trusts one provider for one subject and one audience, compared as they are", () => {
        assert.deepEqual(JSON.parse(irsaTrust(CLUSTER.oidcProviderArn, CLUSTER.oidcIssuer, ACCOUNT)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowServiceAccountWithWebIdentity",
                    Effect: "Allow",
                    Action: "sts:AssumeRoleWithWebIdentity",
                    Principal: { Federated: CLUSTER.oidcProviderArn },
                    Condition: {
                        StringEquals: {
                            "oidc.example.com/id/X:aud": "sts.amazonaws.com",
                            "oidc.example.com/id/X:sub":
                                "system:serviceaccount:kube-system:ebs-csi-controller-sa",
                        },
                    },
                },
            ],
        });
    });
});

describe("podIdentityTrust", () => {
    it("rule 16: trusts EKS for one service account of one cluster, session tags and all", () => {
        assert.deepEqual(JSON.parse(podIdentityTrust(CLUSTER.arn, ACCOUNT)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
                    Effect: "Allow",
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                    Principal: { Service: "pods.eks.amazonaws.com" },
                    Condition: {
                        StringEquals: {
                            "aws:RequestTag/eks-cluster-arn": CLUSTER.arn,
                            "aws:RequestTag/kubernetes-namespace": "kube-system",
                            "aws:RequestTag/kubernetes-service-account": "ebs-csi-controller-sa",
                        },
                    },
                },
            ],
        });
    });

    it("tells clusters of one name in two regions apart", () => {
        const elsewhere = CLUSTER.arn.replace("us-east-1", "eu-west-1");
        assert.notEqual(podIdentityTrust(elsewhere, ACCOUNT), podIdentityTrust(CLUSTER.arn, ACCOUNT));
    });
});

describe("workloadTrust", () => {
    it("rule 16: is the one place for both, and asks each only for what it needs", async () => {
        assert.equal(
            await valueOf(() => workloadTrust("irsa", CLUSTER, ACCOUNT)),
            irsaTrust(CLUSTER.oidcProviderArn, CLUSTER.oidcIssuer, ACCOUNT),
        );
        // A cluster made elsewhere may have no OIDC provider: Pod Identity must not ask for it.
        const withoutOidc = {
            arn: CLUSTER.arn,
            get oidcProviderArn(): never {
                throw new Error("asked for the OIDC provider");
            },
            oidcIssuer: CLUSTER.oidcIssuer,
        };
        assert.equal(
            await valueOf(() => workloadTrust("pod-identity", withoutOidc, ACCOUNT)),
            podIdentityTrust(CLUSTER.arn, ACCOUNT),
        );
    });
});
