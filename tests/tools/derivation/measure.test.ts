/** How good derivation is, measured on the types somebody wrote facts of: it may get better and not worse. */
import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import { derivedFacts } from "../../../tools/facts/derived";
import { measure } from "../../../tools/derivation/measure";
import { renderMeasured, totalOf } from "../../../tools/derivation/render";

const measured = [...FACTS.values()].flatMap((facts) => measure(facts, derivedFacts(facts.type)) ?? []);

/** Facts that a derived type gets wrong, or does not have. */
const AT_MOST = {
    outputsMissing: 59,
    outputsExtra: 5,
    outputsOfOtherKind: 0,
    otherNames: 19,
    replacesWrong: 4,
    replacesUnknown: 94,
};

describe("derivation, measured against facts somebody wrote", () => {
    const total = totalOf(measured);

    it("covers every type with typings", () => {
        const left = [...FACTS.keys()].filter((type) => !measured.some((one) => one.type === type));
        assert.deepEqual(left.sort(), [
            "eks:index:Cluster",
            "kubernetes:eks.amazonaws.com/v1:NodeClass",
            "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            "kubernetes:karpenter.sh/v1:NodePool",
            "pulumi:providers:aws",
            "pulumi:providers:eks",
            "pulumi:providers:kubernetes",
        ]);
    });

    for (const [what, most] of Object.entries(AT_MOST)) {
        it(`has ${what} of at most ${most}`, () => {
            const found = Object.entries(total).find(([key]) => key === what)?.[1];
            assert.ok(found !== undefined && found <= most, `${String(found)} ${what}`);
        });
    }

    it("shows why CloudFormation's word for a change in place is none here", () => {
        const against = measured.flatMap(({ type, replacements }) =>
            replacements.inPlaceElsewhere.map((name) => `${type} ${name}`),
        );
        assert.deepEqual(against.sort(), [
            "aws:cloudwatch/logGroup:LogGroup logGroupClass",
            "aws:ec2/eip:Eip publicIpv4Pool",
            "aws:ec2/vpcEndpoint:VpcEndpoint dnsOptions",
            "aws:eks/capability:Capability configuration",
            "aws:eks/cluster:Cluster accessConfig",
            "aws:eks/nodeGroup:NodeGroup launchTemplate",
            "aws:kms/key:Key keyUsage",
            "aws:kms/key:Key multiRegion",
            "aws:s3/bucket:Bucket objectLockConfiguration",
            "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation dnsOptions",
            "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation privateDnsEnabled",
        ]);
    });

    it("is printed as a table with its sums", () => {
        const text = renderMeasured(measured, { width: Infinity, bold: (one) => one });
        assert.match(text, /│ aws:sqs\/queue:Queue +│ 13 /);
        assert.deepEqual(text.trimEnd().split("\n").slice(-3), [
            "69 types. Outputs: 420 equal, 59 missing, 5 extra, 0 of another kind; 19 name rules differ.",
            'Inputs that replace: 162 equal, 94 not known, 4 expected wrongly. Inputs changed in place, all called "not known": 406.',
            "CloudFormation would have changed 11 in place that the provider replaces.",
        ]);
    });
});
