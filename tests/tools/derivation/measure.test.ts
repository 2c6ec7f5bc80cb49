/** How good derivation is, measured on the types somebody wrote facts of: it may get better and not worse. */
import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import { derivedFacts } from "../../../tools/facts/derived";
import { measure } from "../../../tools/derivation/measure";
import { renderMeasured, totalOf } from "../../../tools/derivation/render";

const measured = [...FACTS.values()].flatMap((facts) => measure(facts, derivedFacts(facts.type)) ?? []);

/** Facts that a derived type gets wrong, or does not have: of a hundred that somebody wrote. */
const AT_MOST = {
    outputsMissing: 17,
    outputsExtra: 2,
    outputsOfOtherKind: 0,
    otherNames: 30,
    replacesWrong: 2,
    replacesUnknown: 42,
} as const;

describe("derivation, measured against facts somebody wrote", () => {
    const total = totalOf(measured);

    it("covers every type with typings", () => {
        const left = [...FACTS.keys()].filter((type) => !measured.some((one) => one.type === type));
        assert.deepEqual(left.sort(), [
            "eks:index:Cluster",
            "kubernetes:awspca.cert-manager.io/v1beta1:AWSPCAClusterIssuer",
            "kubernetes:cert-manager.io/v1:ClusterIssuer",
            "kubernetes:eks.amazonaws.com/v1:IngressClassParams",
            "kubernetes:eks.amazonaws.com/v1:NodeClass",
            "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams",
            "kubernetes:external-secrets.io/v1:ClusterSecretStore",
            "kubernetes:external-secrets.io/v1:SecretStore",
            "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            "kubernetes:karpenter.sh/v1:NodePool",
            "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass",
            "pulumi:providers:aws",
            "pulumi:providers:eks",
            "pulumi:providers:kubernetes",
        ]);
    });

    const { outputsEqual, outputsMissing, replacesEqual, replacesUnknown, replacesWrong, types } = total;
    const outputs = outputsEqual + outputsMissing;
    const replaces = replacesEqual + replacesUnknown + replacesWrong;
    const written = {
        outputsMissing: outputs,
        outputsExtra: outputs,
        outputsOfOtherKind: outputs,
        otherNames: types,
        replacesWrong: replaces,
        replacesUnknown: replaces,
    };
    for (const what of Object.keys(AT_MOST) as readonly (keyof typeof AT_MOST)[]) {
        const most = AT_MOST[what];
        it(`has ${what} of at most ${most} in a hundred`, () => {
            const found = (100 * total[what]) / written[what];
            assert.ok(found <= most, `${found.toFixed(1)} ${what}`);
        });
    }

    it("shows why CloudFormation's word for a change in place is none here", () => {
        const against = measured.flatMap(({ type, replacements }) =>
            replacements.inPlaceElsewhere.map((name) => `${type} ${name}`),
        );
        assert.deepEqual(against.sort(), [
            "aws:batch/computeEnvironment:ComputeEnvironment computeResources",
            "aws:cloudwatch/logGroup:LogGroup logGroupClass",
            "aws:ec2/eip:Eip publicIpv4Pool",
            "aws:ec2/vpcEndpoint:VpcEndpoint dnsOptions",
            "aws:eks/capability:Capability configuration",
            "aws:eks/cluster:Cluster accessConfig",
            "aws:eks/nodeGroup:NodeGroup launchTemplate",
            "aws:grafana/workspace:Workspace authenticationProviders",
            "aws:kms/key:Key keyUsage",
            "aws:kms/key:Key multiRegion",
            "aws:s3/bucket:Bucket objectLockConfiguration",
            "aws:servicediscovery/httpNamespace:HttpNamespace description",
            "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation dnsOptions",
            "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation privateDnsEnabled",
        ]);
    });

    it("is printed as a table with its sums", () => {
        const text = renderMeasured(measured, { width: Infinity, bold: (one) => one });
        assert.match(text, /│ aws:sqs\/queue:Queue +│ 13 /);
        assert.deepEqual(text.trimEnd().split("\n").slice(-3), [
            `${types} types. Outputs: ${outputsEqual} equal, ${outputsMissing} missing, ${total.outputsExtra} extra, 0 of another kind; ${total.otherNames} name rules differ.`,
            `Inputs that replace: ${replacesEqual} equal, ${replacesUnknown} not known, ${replacesWrong} expected wrongly. Inputs changed in place, all called "not known": ${total.inPlaceUnknown}.`,
            `CloudFormation would have changed ${total.inPlaceElsewhere} in place that the provider replaces.`,
        ]);
    });
});
