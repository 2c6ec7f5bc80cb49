/** A Karpenter that passes every check, and the cluster it serves. */
import { type ClusterRef, existingCluster } from "../../components/cluster/ref";
import type { KarpenterSpec } from "../../components/karpenter/karpenter-spec";

/** On managed nodes in several zones; `host: "fargate"` takes no zone spread. */
export function karpenterSpec(changes: Partial<KarpenterSpec> = {}): KarpenterSpec {
    return {
        account: "123456789012",
        chartRegistry: "public.ecr.aws",
        clusterName: "kit-test",
        host: "managed-nodes",
        imageRegistry: "public.ecr.aws",
        inCluster: true,
        isolatedVpc: false,
        kubernetesVersion: "1.36",
        region: "us-east-1",
        replicas: 2,
        zonalShift: true,
        zoneSpread: true,
        ...changes,
    };
}

/** What differs on Fargate, where one replica is what `dev` has. */
export const ON_FARGATE: Partial<KarpenterSpec> = {
    host: "fargate",
    replicas: 1,
    zonalShift: false,
    zoneSpread: false,
};

/** Made elsewhere, so that no resource of its own stands between. */
export function testCluster(): ClusterRef {
    return existingCluster({
        name: "kit-test",
        arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
        endpoint: "https://api.example.com",
        certificateAuthorityData: "LS0tLQ==",
        securityGroupId: "sg-1",
        oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
        oidcIssuer: "oidc.example.com",
    });
}
