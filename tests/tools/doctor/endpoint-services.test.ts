/** The doctor on services that endpoints are made for. */
import assert from "node:assert/strict";

import {
    checkEndpointServices,
    type EndpointServiceNeed,
    endpointServicesOf,
} from "../../../tools/doctor/endpoint-services";
import { failed, fakeProbe } from "../../support/fake-probe";
import { NETWORKS } from "../../support/networks";
import { graphOfShape } from "../../support/plan-shape";

const KMS: EndpointServiceNeed = {
    serviceName: "com.amazonaws.us-east-1.kms",
    kind: "Interface",
    zones: ["us-east-1a", "us-east-1b"],
    hasPolicy: true,
};
const COMMAND = "aws ec2 describe-vpc-endpoint-services";

/** The shape of the answer. Source: EC2 API Reference, ServiceDetail, read 2026-11. */
const DETAIL = {
    ServiceName: KMS.serviceName,
    ServiceType: [{ ServiceType: "Interface" }],
    AvailabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    VpcEndpointPolicySupported: true,
};

async function lines(...ServiceDetails: readonly object[]): Promise<readonly string[]> {
    const probe = fakeProbe({ programs: { [COMMAND]: JSON.stringify({ ServiceDetails }) } });
    const findings = await checkEndpointServices(probe, { needs: [KMS], region: "us-east-1" });
    return findings.map(({ level, what }) => `${level} ${what}`);
}

describe("the doctor's endpoint services", () => {
    it("are read off the plan, with the zones they are asked for in", async () => {
        const { config, shape } = NETWORKS["far"] ?? assert.fail();
        const needs = endpointServicesOf(await graphOfShape(shape, { config }));
        assert.deepEqual(
            needs.find(({ serviceName }) => serviceName === KMS.serviceName),
            { ...KMS, zones: ["us-east-1a"] },
        );
        assert.deepEqual(
            needs.find(({ serviceName }) => serviceName.includes("vpce-svc")),
            {
                serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
                kind: "Interface",
                zones: ["us-east-1a", "us-east-1b"],
                hasPolicy: false,
            },
        );
    });

    it("are fit, or told by what they lack", async () => {
        assert.deepEqual(await lines(DETAIL), ["ok 1, each offered in the zones that ask for it"]);
        const gone =
            "blocks com.amazonaws.us-east-1.kms is no interface endpoint of us-east-1 for this account";
        assert.deepEqual(await lines(), [gone]);
        assert.deepEqual(await lines({ ...DETAIL, ServiceType: [{ ServiceType: "Gateway" }] }), [gone]);
        assert.deepEqual(
            await lines({ ...DETAIL, AvailabilityZones: ["us-east-1a"], VpcEndpointPolicySupported: false }),
            [
                "blocks com.amazonaws.us-east-1.kms is not offered in us-east-1b",
                "blocks com.amazonaws.us-east-1.kms takes no policy",
            ],
        );
    });

    it("are not asked for where there are none, and unknown where AWS does not say", async () => {
        const ask = (needs: readonly EndpointServiceNeed[]) =>
            checkEndpointServices(fakeProbe({ programs: { [COMMAND]: failed("AccessDenied") } }), {
                needs,
                region: "us-east-1",
            });
        assert.deepEqual(await ask([]), []);
        assert.deepEqual(
            (await ask([KMS])).map(({ level, what }) => `${level} ${what}`),
            ["unknown AWS does not say (denied)"],
        );
    });
});
